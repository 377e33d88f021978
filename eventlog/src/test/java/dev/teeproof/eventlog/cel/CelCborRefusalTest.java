package dev.teeproof.eventlog.cel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformationCode;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.eventlog.model.Content;
import dev.teeproof.eventlog.model.LogLimits;
import dev.teeproof.eventlog.model.LogMalformation;
import dev.teeproof.eventlog.model.ReadOptions;
import dev.teeproof.eventlog.model.RegisterIndex.CcMr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CelCborRefusalTest {

    private static final ReadOptions STRICT = ReadOptions.STRICT;
    private static final String DIGESTS = "0381a20004" + "0154" + "00".repeat(20);
    private static final String EVENT = "09050aa200040140";

    /** A map with these members stands behind the one-byte header of an array; D is for good digests, E for good content. */
    @ParameterizedTest(name = "{0}: {1} at {2}")
    @CsvSource({
        "a40000DE, BAD_REGISTER, 1",
        "a400000107D0905, MISSING, 1",
        "a40107DE, MISSING, 1",
        "a40000010709050aa200040140, MISSING, 1",
        "a5000001070207DE, BAD_REGISTER, 7",
        "a500000107040009050aa200040140, BAD_VALUE, 6",
        "a6000001070207D09050aa200040140, LIMIT, 1",
        "a5000001071818DE, BAD_VALUE, 6",
        "a501070000DE, BAD_VALUE, 4",
        "a500000000DE, DUPLICATE, 4",
        "a40000012000000000, WRONG_TYPE, 5",
        "a400000118180000, TRUNCATED, 1",
        "a40000011b0000000100000000DE, BAD_REGISTER, 5",
        "a500000207DE, BAD_REGISTER, 1",
        "a500000107DE1818, TRAILING_BYTES, 41",
        "bf00000107DEff, BAD_VALUE, 1"
    })
    void oneFaultIsRefusedWhereItIs(String map, String code, int offset) {
        String hex = map.replace("D", DIGESTS).replace("E", EVENT);
        MalformedEvidenceException refusal = Logs.refusal(new CelCborReader(STRICT), Bytes.hex("81" + hex));

        assertThat(refusal.code().name()).isEqualTo(code);
        assertThat(refusal.offset()).isEqualTo(offset);
    }

    /** The content of a record whose other members are good. */
    @ParameterizedTest(name = "type {0} with {1}: {2}")
    @CsvSource({
        "00, 40, BAD_VALUE",
        "06, 40, BAD_VALUE",
        "0a, 40, BAD_VALUE",
        "186c, 40, BAD_VALUE",
        "05, 40, WRONG_TYPE",
        "05, a201040000, BAD_VALUE",
        "05, a10004, MISSING",
        "05, a20061610140, BAD_VALUE",
        "05, a2001b00000001000000000140, BAD_VALUE",
        "05, a3000401400240, LIMIT",
        "05, a200040161, WRONG_TYPE",
        "07, a200616101a0, WRONG_TYPE",
        "07, a20041610140, WRONG_TYPE",
        "08, 41ff, BAD_LENGTH",
        "09, 425b5d, WRONG_TYPE",
        "0b, 417b, BAD_VALUE",
        "1850, 40, BAD_LENGTH",
        "04, a10001, MISSING",
        "04, a200010140, WRONG_TYPE",
        "04, a200020100, WRONG_TYPE",
        "04, a2000202f6, BAD_VALUE",
        "04, a200030140, BAD_VALUE",
        "04, a20018500140, WRONG_TYPE",
        "0c, 01, WRONG_TYPE"
    })
    void contentThatIsNotOfItsTypeIsRefused(String type, String content, String code) {
        Bytes log = Bytes.hex("81a500000107" + DIGESTS + "09" + type + "0a" + content);
        MalformedEvidenceException refusal = Logs.refusal(new CelCborReader(STRICT), log);

        assertThat(refusal.code().name()).isEqualTo(code);
        assertThat(refusal.path()).isEqualTo("log.content");
        assertThat(refusal.offset()).isBetween(6L + DIGESTS.length() / 2, (long) log.size());
    }

    @Test
    void whatMayBeWrittenOtherwiseIsRead() throws MalformedEvidenceException {
        String before = "a500000107" + DIGESTS;

        assertThat(content(before + "09050aa200" + "6c65765f736570617261746f72" + "0140"))
                .isEqualTo(new Content.PcClient(4, Bytes.empty()));
        assertThat(content(before + "09040aa2000201f6")).isEqualTo(new Content.Management.FirmwareEnd());
        assertThat(content(before + "09190100" + "0a4101")).isEqualTo(new Content.Opaque(256, Bytes.of(1)));
        CelCborReader reader = new CelCborReader(STRICT);
        Bytes ofTd = Bytes.hex("a50000" + DIGESTS + EVENT + "186c04");
        assertThat(Logs.read(reader, ofTd).getFirst().register()).isEqualTo(new CcMr(4));
    }

    @Test
    void limitsHold() {
        Bytes record = Bytes.hex("a500000107" + DIGESTS + "09050aa200040143000000");
        LogLimits small = LogLimits.DEFAULT.withLogSize(record.size() - 1);

        assertThat(code(record, STRICT.with(small))).isEqualTo(LogMalformation.LIMIT);
        assertThat(code(record, STRICT.with(LogLimits.DEFAULT.withEventData(2))))
                .isEqualTo(LogMalformation.LIMIT);
        assertThat(code(Bytes.hex("9a000186a1"), STRICT)).isEqualTo(LogMalformation.LIMIT);
        assertThat(code(Bytes.hex("a5000001070391" + "00".repeat(20)), STRICT)).isEqualTo(LogMalformation.LIMIT);
        Bytes twice = Bytes.concat(record, record);
        assertThat(code(twice, STRICT)).isEqualTo(LogMalformation.BAD_RECNUM);
        assertThat(catchThrowable(() -> new CelCborReader(STRICT).next(ByteReader.of(record, "log"), false)))
                .isInstanceOfSatisfying(
                        MalformedEvidenceException.class,
                        e -> assertThat(e.code()).isEqualTo(Malformation.TRUNCATED));
    }

    private static Content content(String hex) throws MalformedEvidenceException {
        return Logs.read(new CelCborReader(STRICT), Bytes.hex(hex)).getFirst().content();
    }

    private static MalformationCode code(Bytes log, ReadOptions options) {
        return Logs.refusal(new CelCborReader(options), log).code();
    }
}
