package dev.teeproof.eventlog.aael;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformationCode;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.conformance.Conformance;
import dev.teeproof.crypto.Digest;
import dev.teeproof.eventlog.EventLog;
import dev.teeproof.eventlog.LogFormat;
import dev.teeproof.eventlog.model.Content.PcClient;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.LogMalformation;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.ReadOptions;
import dev.teeproof.eventlog.model.ReadOptions.Space;
import dev.teeproof.eventlog.model.RegisterIndex.CcMr;
import dev.teeproof.eventlog.model.RegisterIndex.Pcr;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AaelReaderTest {

    private static final Bytes ENTRY = Bytes.hex(
            "0400000006000000010000000c00dad5f0e226318ffa9839b75a472c6aa7fdb5834949d0a0a22990cf04d5692440fb00f3aa0609db7e49cd8d79"
                    + "3f670d02200000004c45414118000000646f6d61696e206f7065726174696f6e20636f6e74656e74");

    private static EventLog read(Bytes log) throws MalformedEvidenceException {
        return EventLog.read(log, LogFormat.AAEL, ReadOptions.STRICT);
    }

    @Test
    void theAgentsEntryIsReadAndWrittenToTheByte() throws Exception {
        EventLog log = EventLog.read(ENTRY);

        assertThat(log.format()).isEqualTo(LogFormat.AAEL);
        LogRecord record = log.records().get(0);
        assertThat(record.register()).isEqualTo(new CcMr(4));
        assertThat(AaelEvent.read(((PcClient) record.content()).data()))
                .isEqualTo(new AaelEvent("domain", "operation", "content"));
        assertThat(log.write()).isEqualTo(ENTRY);
    }

    @ParameterizedTest
    @CsvSource({
        "SHA_256, 46df8dacf00a07d34a83cdf56d7978697790787cf2ba1432ef7c38f22cd96351",
        "SHA_384, dad5f0e226318ffa9839b75a472c6aa7fdb5834949d0a0a22990cf04d5692440fb00f3aa0609db7e49cd8d793f670d02",
        "SHA_512, b708d222ca8bd44dfe6ba0c4ca2cbb72379276fba8091025217064be45a813e5d6124ccf073219edb617d1faf007d55061465bdf34b7437dbdc9a7405bd4e9c0"
    })
    void theWholeTaggedEventIsHashed(Digest digest, String expected) {
        assertThat(digest.of(new AaelEvent("domain", "operation", "content")
                        .toPcClient()
                        .data()))
                .isEqualTo(Bytes.hex(expected));
    }

    @Test
    void theContentBeginsBehindTheSecondSpace() throws Exception {
        assertThat(AaelEvent.parse("a b  c d")).isEqualTo(new AaelEvent("a", "b", " c d"));
        assertThat(AaelEvent.parse("a b ")).isEqualTo(new AaelEvent("a", "b", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a b"})
    void textWithFewerThanTwoSpacesIsNone(String text) {
        assertThatThrownBy(() -> AaelEvent.parse(text))
                .isInstanceOfSatisfying(
                        MalformedEvidenceException.class,
                        fault -> assertThat(fault.code()).isEqualTo(Malformation.BAD_VALUE));
    }

    @Test
    void eventsOfAVtpmAreOfPcrs() throws Exception {
        Bytes data = new AaelEvent("d", "o", "c").toPcClient().data();
        Bytes entry = Bytes.concat(
                Bytes.hex("1700000006000000010000000b00"),
                Digest.SHA_256.of(data),
                Bytes.of(data.size(), 0, 0, 0),
                data);

        assertThat(read(entry).records().get(0).register()).isEqualTo(new Pcr(23));
        assertThat(EventLog.read(entry, LogFormat.AAEL, ReadOptions.STRICT.with(Space.CCMR))
                        .records()
                        .get(0)
                        .register())
                .isEqualTo(new CcMr(23));
    }

    @Test
    void realEvidenceHasTheAgentsEventsBehindTheFirmwares() throws Exception {
        EventLog log = EventLog.read(Bytes.copyOf(Conformance.bytes("eventlog/trustee/CCEL_AAEL_alibabacloud")));

        List<LogRecord> agents = log.records().stream()
                .filter(record -> AaelEvent.isIn((PcClient) record.content()))
                .toList();
        assertThat(agents).extracting(LogRecord::recnum).containsExactly(85L, 86L);
        assertThat(AaelEvent.read(((PcClient) agents.get(0).content()).data()))
                .isEqualTo(new AaelEvent("coco.com", "some-operation", "some-content"));
        assertThat(AaelEvent.read(((PcClient) agents.get(1).content()).data()).content())
                .isEqualTo("{\"key\": \"value\", \"nested-key\": {\"sub-key\": \"value\"}}");
        assertThat(log.replay().value(new CcMr(4), HashAlgorithm.SHA384)).isPresent();
    }

    private static Bytes with(int at, int value) {
        return Bytes.concat(ENTRY.slice(0, at), Bytes.of(value), ENTRY.slice(at + 1, ENTRY.size()));
    }

    private static void refuses(Bytes log, MalformationCode code) {
        assertThatThrownBy(() -> read(log))
                .isInstanceOfSatisfying(
                        MalformedEvidenceException.class,
                        fault -> assertThat(fault.code()).isEqualTo(code));
    }

    @Test
    void anotherTypeOrTagIsNotTheAgents() {
        refuses(with(4, 5), Malformation.BAD_VALUE);
        refuses(with(66, 0x4d), Malformation.BAD_VALUE);
    }

    @Test
    void theTextFillsTheTag() {
        refuses(with(70, 0x17), Malformation.TRAILING_BYTES);
        refuses(with(70, 0x19), Malformation.BAD_LENGTH);
    }

    @Test
    void aDigestOfUnknownSizeCannotBeReadWithoutAHeader() {
        refuses(with(12, 0x0e), LogMalformation.BAD_BANKS);
    }

    @Test
    void everyTruncationIsRefused() {
        for (int size = 1; size < ENTRY.size(); size++) {
            refuses(ENTRY.slice(0, size), Malformation.TRUNCATED);
        }
    }
}
