package dev.teeproof.eventlog.claims;

import static dev.teeproof.eventlog.model.EventType.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformationCode;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.conformance.Conformance;
import dev.teeproof.crypto.Digest;
import dev.teeproof.eventlog.data.RealLogs;
import dev.teeproof.eventlog.model.Content;
import dev.teeproof.eventlog.model.Content.PcClient;
import dev.teeproof.eventlog.model.EventDigest;
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

class TrusteeClaimsTest {

    @ParameterizedTest
    @ValueSource(strings = {RealLogs.ALIBABA, RealLogs.TD_SHIM, RealLogs.OVMF})
    void documentIsTrusteesOwn(String file) throws Exception {
        Bytes expected = Bytes.copyOf(Conformance.bytes("eventlog/" + file + "_out.json"));

        JsonObject claims = TrusteeClaims.of(RealLogs.read(file));

        // The text too: members in the same order, at every depth.
        assertThat(Json.write(claims)).isEqualTo(Json.write(Json.read(expected, "expected")));
    }

    @ParameterizedTest
    @ValueSource(strings = {RealLogs.ALIBABA, RealLogs.TD_SHIM, RealLogs.OVMF})
    void recordsComeBackFromTheDocument(String file) throws Exception {
        Bytes document = Bytes.copyOf(Conformance.bytes("eventlog/" + file + "_out.json"));

        assertThat(TrusteeClaims.read(document, ReadOptions.STRICT)).isEqualTo(RealLogs.read(file));
    }

    @Test
    void registersComeBackAsPcrsWhereTheCallerSaysSo() throws Exception {
        Bytes document = Bytes.utf8(Json.write(TrusteeClaims.of(List.of(event(EV_SEPARATOR, Bytes.zeros(4))))));

        assertThat(TrusteeClaims.read(document, ReadOptions.STRICT.with(Space.PCR)))
                .extracting(LogRecord::register)
                .containsExactly(new Pcr(1));
    }

    @Test
    void logOfATpmWithSha1IsRefused() throws Exception {
        List<LogRecord> log = RealLogs.read(RealLogs.RHEL8);

        assertThat(faultOf(log.get(0))).isEqualTo(Malformation.UNSUPPORTED);
    }

    @ParameterizedTest
    @CsvSource({
        "0x13,00",
        "0x8000000d,00",
        "0x800000e3,00",
        "0x08000001,00",
        "0x80000007,ff",
        "0x01,ff",
        "0x06,4c4541410300000061206",
        "0x06,4c45414103000000612062",
        "0x06,4c4541410500000061ff206220",
        "0x06,4c454141ffffffff612062",
        "0x0d,41",
        "0x0d,2e00",
        "0x0d,2e0041",
        "0x80000001,61dfe48bca93d211aa0d00e098032b8c",
        "0x80000001,61dfe48bca93d211aa0d00e098032b8c010000000000000000000000000000000",
        "0x80000001,61dfe48bca93d211aa0d00e098032b8c0100000000000000000000000000000000d8",
        "0x80000001,61dfe48bca93d211aa0d00e098032b8cffffffffffffffff0000000000000000",
        "0x80000001,61dfe48bca93d211aa0d00e098032b8c0000000000000000ffffffffffffffff",
        "0x80000003,0000",
        "0x80000003,0000000000000000000000000000000000000000000000000300000000000000",
        "0x80000003,0000000000000000000000000000000000000000000000000800000000000000010103007fff0400",
        "0x8000000a,00",
        "0x8000000a,0541",
        "0x8000000b,02ff"
    })
    void eventThatTrusteeDoesNotTakeRefusesTheWholeLog(String type, String hex) {
        Bytes data = Bytes.hex(hex.length() % 2 == 0 ? hex : hex + "0");

        assertThatExceptionOfType(MalformedEvidenceException.class)
                .isThrownBy(() -> TrusteeClaims.of(List.of(event(Long.decode(type), data))));
    }

    @Test
    void otherContentAndAlgorithmsAreRefused() {
        LogRecord line = new LogRecord(0, new CcMr(1), List.of(), new Content.NelrLine(Bytes.of(1)));
        LogRecord sha3 = new LogRecord(
                0,
                new CcMr(1),
                List.of(new EventDigest(HashAlgorithm.SHA3_256, Bytes.zeros(32))),
                new PcClient(EV_SEPARATOR, Bytes.zeros(4)));

        assertThat(faultOf(line)).isEqualTo(Malformation.UNSUPPORTED);
        assertThat(faultOf(sha3)).isEqualTo(Malformation.UNSUPPORTED);
    }

    @Test
    void eventWithoutDigestsMatchesVacuously() throws Exception {
        LogRecord bare = new LogRecord(0, new CcMr(1), List.of(), new PcClient(EV_SEPARATOR, Bytes.zeros(4)));

        assertThat(Json.write(TrusteeClaims.of(List.of(bare))))
                .isEqualTo("{\"uefi_event_logs\":[{\"details\":{},\"digest_matches_event\":true,\"digests\":[],"
                        + "\"event\":\"AAAAAA==\",\"index\":1,\"type_name\":\"EV_SEPARATOR\"}]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"uefi_event_logs\":[{\"digests\":[],\"event\":\"\",\"index\":1,\"type_name\":\"EV_X\"}]}|BAD_VALUE",
                "{\"uefi_event_logs\":[{\"digests\":[],\"event\":\"\",\"index\":-1,"
                        + "\"type_name\":\"EV_ACTION\"}]}|BAD_VALUE",
                "{\"uefi_event_logs\":[{\"digests\":[],\"event\":\"*\",\"index\":1,"
                        + "\"type_name\":\"EV_ACTION\"}]}|BAD_VALUE",
                "{\"uefi_event_logs\":[{\"digests\":[],\"index\":1,\"type_name\":\"EV_ACTION\"}]}|MISSING",
                "{\"uefi_event_logs\":[{\"digests\":[{\"alg\":\"SHA-1\",\"digest\":\"\"}],\"event\":\"\",\"index\":1,"
                        + "\"type_name\":\"EV_ACTION\"}]}|BAD_VALUE",
                "{\"uefi_event_logs\":[{\"digests\":[{\"alg\":\"SHA-256\",\"digest\":\"00\"}],\"event\":\"\","
                        + "\"index\":1,\"type_name\":\"EV_ACTION\"}]}|BAD_LENGTH",
                "{\"uefi_event_logs\":{}}|WRONG_TYPE",
                "{}|MISSING",
                "[]|WRONG_TYPE"
            })
    void documentThatIsNotOneIsMalformed(String json, Malformation code) {
        assertThat(readFault(json)).isEqualTo(code);
    }

    @Test
    void algorithmMayStandOnceInAnEvent() {
        String digest = "{\"alg\":\"SHA-256\",\"digest\":\"" + "00".repeat(32) + "\"}";

        assertThat(readFault("{\"uefi_event_logs\":[{\"digests\":[" + digest + "," + digest
                        + "],\"event\":\"\",\"index\":1,\"type_name\":\"EV_ACTION\"}]}"))
                .isEqualTo(LogMalformation.BAD_BANKS);
    }

    private static MalformationCode readFault(String json) {
        return catchThrowableOfType(
                        MalformedEvidenceException.class,
                        () -> TrusteeClaims.read(Bytes.utf8(json), ReadOptions.STRICT))
                .code();
    }

    private static MalformationCode faultOf(LogRecord event) {
        return catchThrowableOfType(MalformedEvidenceException.class, () -> TrusteeClaims.of(List.of(event)))
                .code();
    }

    static LogRecord event(long type, Bytes data) {
        EventDigest digest = new EventDigest(HashAlgorithm.SHA384, Digest.SHA_384.of(data));
        return new LogRecord(0, new CcMr(1), List.of(digest), new PcClient(type, data));
    }
}
