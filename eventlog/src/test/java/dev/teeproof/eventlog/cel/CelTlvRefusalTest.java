package dev.teeproof.eventlog.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.eventlog.model.Content;
import dev.teeproof.eventlog.model.LogLimits;
import dev.teeproof.eventlog.model.LogMalformation;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.ReadOptions;
import dev.teeproof.eventlog.model.ReadOptions.Strictness;
import dev.teeproof.eventlog.model.RegisterIndex.NvIndex;
import dev.teeproof.eventlog.model.RegisterIndex.Pcr;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CelTlvRefusalTest {

    private static final ReadOptions STRICT = ReadOptions.STRICT;
    private static final String RECNUM = "000000000100";
    private static final String PCR = "010000000107";
    private static final String DIGESTS = "0300000019" + "0400000014" + "00".repeat(20);
    private static final String EVENT = "050000000f" + "000000000104" + "010000000400000000";
    private static final Bytes BEFORE =
            Bytes.hex("00000000010601000000010703000000190400000014" + "00".repeat(20) + EVENT);

    @Test
    void theRecordWithoutFaultIsRead() throws MalformedEvidenceException {
        assertThat(Logs.read(new CelTlvReader(STRICT), Bytes.hex(RECNUM + PCR + DIGESTS + EVENT)))
                .hasSize(1);
    }

    /** One part of a record is replaced; offsets count from the part. */
    @ParameterizedTest(name = "{0} for {1} is {2} at {3}")
    @CsvSource({
        "010000000100, recnum, BAD_VALUE, 0",
        "0000000000, recnum, BAD_LENGTH, 1",
        "0000000009000000000000000000, recnum, BAD_LENGTH, 1",
        "00ffffffff, recnum, BAD_LENGTH, 1",
        "0000000008ffffffffffffffff, recnum, BAD_VALUE, 5",
        "030000000107, pcr, BAD_REGISTER, 0",
        "0100000000, pcr, BAD_LENGTH, 1",
        "01000000050000000007, pcr, BAD_LENGTH, 1",
        "010000000401000000, pcr, BAD_REGISTER, 0",
        "6c0000000105, pcr, BAD_REGISTER, 0",
        "020000000107, pcr, BAD_REGISTER, 0",
        "020000000402000000, pcr, BAD_REGISTER, 0",
        "0400000000, digests, BAD_VALUE, 0",
        "0300000000, digests, MISSING, 0",
        "03ffffffff, digests, LIMIT, 1",
        "03000000040400000014, digests, BAD_LENGTH, 5",
        "0300000006040000000200, digests, BAD_LENGTH, 6",
        "0300000006040000000100, digests, BAD_DIGEST, 5",
        "0300000005ee00000000, digests, BAD_DIGEST, 5",
        "030000000cee0000000101ee0000000102, digests, BAD_BANKS, 11",
        "0600000000, content, BAD_VALUE, 0",
        "0a00000000, content, BAD_VALUE, 0",
        "0000000000, content, BAD_VALUE, 0",
        "6c00000000, content, BAD_VALUE, 0",
        "05ffffffff, content, LIMIT, 1",
        "0500000000, content, BAD_LENGTH, 5",
        "0500000006010000000104, content, BAD_VALUE, 5",
        "0500000006000000000104, content, BAD_LENGTH, 11",
        "050000000a00000000050000000001, content, BAD_LENGTH, 6",
        "050000000c0000000001040100000000ff, content, TRAILING_BYTES, 16",
        "0500000005000000000a, content, BAD_LENGTH, 6",
        "070000000600000000" + "01ff, content, NOT_TEXT, 10",
        "0800000001ff, content, BAD_LENGTH, 5",
        "09000000027b5d, content, BAD_VALUE, 6",
        "0b000000025b5d, content, WRONG_TYPE, 5",
        "0900000000, content, BAD_VALUE, 5",
        "5000000000, content, BAD_LENGTH, 5",
        "50000000060000000000ff, content, TRAILING_BYTES, 10",
        "04000000050300000000, content, BAD_VALUE, 5",
        "040000000602000000" + "0100, content, TRAILING_BYTES, 10",
        "04000000055000000000, content, BAD_LENGTH, 6",
        "04000000050100000000, content, BAD_LENGTH, 10"
    })
    void oneFaultIsRefusedWhereItIs(String part, String field, String code, int offset) {
        String[] parts = {"000000000107", PCR, DIGESTS, EVENT};
        int index = List.of("recnum", "pcr", "digests", "content").indexOf(field);
        parts[index] = part;
        int at = BEFORE.size();
        for (int i = 0; i < index; i++) {
            at += parts[i].length() / 2;
        }
        Bytes log = Bytes.concat(BEFORE, Bytes.hex(String.join("", parts)), BEFORE);
        MalformedEvidenceException refusal = Logs.refusal(new CelTlvReader(STRICT), log);

        assertThat(refusal.code().name()).isEqualTo(code);
        assertThat(refusal.offset()).isEqualTo(at + offset);
        assertThat(refusal.path()).startsWith("log.");
    }

    @Test
    void numbersCountUp() throws MalformedEvidenceException {
        Bytes twice = Bytes.concat(BEFORE, BEFORE);
        CelTlvReader lenient = new CelTlvReader(STRICT.with(Strictness.LENIENT));
        MalformedEvidenceException refusal = Logs.refusal(new CelTlvReader(STRICT), twice);

        assertThat(refusal.code()).isEqualTo(LogMalformation.BAD_RECNUM);
        assertThat(refusal.offset()).isEqualTo(BEFORE.size());
        assertThat(Logs.read(lenient, twice)).hasSize(2);
        assertThat(Logs.codes(lenient)).containsExactly("BAD_RECNUM");
    }

    @Test
    void lenientReadingKeepsRegistersThatThereAreNotAndRecordsWithoutDigest() throws MalformedEvidenceException {
        CelTlvReader lenient = new CelTlvReader(STRICT.with(Strictness.LENIENT));
        Bytes log = Bytes.hex(RECNUM + "0100000004ffffffff" + "0300000000" + EVENT);

        LogRecord record = Logs.read(lenient, log).getFirst();
        assertThat(record.register()).isEqualTo(new Pcr(0xffff_ffffL));
        assertThat(record.digests()).isEmpty();
        assertThat(Logs.codes(lenient)).containsExactly("BAD_REGISTER", "MISSING");
    }

    @Test
    void integersMayHaveZerosInFront() throws MalformedEvidenceException {
        Bytes log = Bytes.hex("00000000080000000000000000" + "020000000401c00002" + DIGESTS + EVENT);

        LogRecord record = Logs.read(new CelTlvReader(STRICT), log).getFirst();
        assertThat(record.recnum()).isZero();
        assertThat(record.register()).isEqualTo(new NvIndex(0x01c00002));
    }

    @Test
    void limitsHold() throws MalformedEvidenceException {
        Bytes log = Bytes.hex(RECNUM + PCR + DIGESTS + EVENT);
        Bytes opaque = Bytes.hex(RECNUM + PCR + DIGESTS + "4d00000005" + "00".repeat(5));

        assertThat(code(log, LogLimits.DEFAULT.withEventData(3))).isEqualTo("LIMIT");
        assertThat(code(opaque, LogLimits.DEFAULT.withEventData(4))).isEqualTo("LIMIT");
        assertThat(Logs.read(new CelTlvReader(STRICT), opaque).getFirst().content())
                .isEqualTo(new Content.Opaque(0x4d, Bytes.zeros(5)));
        StringBuilder digests = new StringBuilder();
        for (int id = 0x60; id < 0x71; id++) {
            digests.append(String.format("%02x0000000100", id));
        }
        assertThat(code(Bytes.hex(RECNUM + PCR + "0300000066" + digests + EVENT), LogLimits.DEFAULT))
                .isEqualTo("LIMIT");
        assertThat(code(
                        Bytes.hex(RECNUM + PCR + "0300000086" + "6000000081" + "00".repeat(129) + EVENT),
                        LogLimits.DEFAULT))
                .isEqualTo("LIMIT");
    }

    private static String code(Bytes log, LogLimits limits) {
        return Logs.refusal(new CelTlvReader(STRICT.with(limits)), log).code().name();
    }
}
