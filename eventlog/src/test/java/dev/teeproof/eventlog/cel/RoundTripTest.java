package dev.teeproof.eventlog.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.eventlog.cel.CelTlvWriter.Integers;
import dev.teeproof.eventlog.cel.CelTlvWriter.SystemdCode;
import dev.teeproof.eventlog.model.Content;
import dev.teeproof.eventlog.model.LogFrame;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.ReadOptions;
import dev.teeproof.eventlog.model.RegisterIndex.CcMr;
import dev.teeproof.eventlog.model.RegisterIndex.Rtmr;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoundTripTest {

    private static final ReadOptions STRICT = ReadOptions.STRICT;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatIsWrittenIsReadAgain(long seed) throws MalformedEvidenceException {
        List<LogRecord> records = new GeneratedRecords(seed).canonical(60, seed % 2);

        assertThat(Logs.read(new CelTlvReader(STRICT), CelTlvWriter.write(LogFrame.NONE, records)))
                .isEqualTo(records);
        assertThat(Logs.read(new CelCborReader(STRICT), CelCborWriter.write(LogFrame.NONE, records)))
                .isEqualTo(records);
        assertThat(Logs.read(new CelJsonReader(STRICT), CelJsonWriter.write(LogFrame.NONE, records)))
                .isEqualTo(records);
    }

    @Test
    void noRecordsAreReadFromALogOfNone() throws MalformedEvidenceException {
        assertThat(Logs.read(new CelTlvReader(STRICT), CelTlvWriter.write(LogFrame.NONE, List.of())))
                .isEmpty();
        assertThat(Logs.read(new CelCborReader(STRICT), CelCborWriter.write(LogFrame.NONE, List.of())))
                .isEmpty();
        assertThat(Logs.read(new CelJsonReader(STRICT), CelJsonWriter.write(LogFrame.NONE, List.of())))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void systemdIsReadUnderEitherOfItsTypes(SystemdCode code) throws MalformedEvidenceException {
        List<LogRecord> records = new GeneratedRecords(9).systemd(3);
        Bytes tlv = CelTlvWriter.write(LogFrame.NONE, records, new CelTlvWriter.Options(Integers.MINIMAL, code));
        Bytes cbor =
                CelCborWriter.write(LogFrame.NONE, records, new CelCborWriter.Options(CelCborWriter.Form.ARRAY, code));

        assertThat(Logs.read(new CelTlvReader(STRICT), tlv)).isEqualTo(records);
        assertThat(Logs.read(new CelCborReader(STRICT), cbor)).isEqualTo(records);
    }

    @Test
    void linesOfANativeEventLogAreCarriedByJsonWithTheirFrame() throws MalformedEvidenceException {
        List<LogRecord> records = new GeneratedRecords(3).nelr(40);
        LogFrame frame = new LogFrame.CelJson(Optional.of(Bytes.hex("00ff")));
        CelJsonReader reader = new CelJsonReader(STRICT);

        assertThat(Logs.read(reader, CelJsonWriter.write(frame, records))).isEqualTo(records);
        assertThat(reader.frame()).isEqualTo(frame);
    }

    @Test
    void anRtmrIsACcMeasurementRegisterInEveryEncoding() throws MalformedEvidenceException {
        LogRecord rtmr = AppendixVectorsTest.RECORD.in(new Rtmr(3));
        LogRecord ccMr = rtmr.in(new CcMr(4));

        assertThat(Logs.read(new CelTlvReader(STRICT), CelTlvWriter.write(LogFrame.NONE, List.of(rtmr))))
                .containsExactly(ccMr);
        assertThat(Logs.read(new CelCborReader(STRICT), CelCborWriter.write(LogFrame.NONE, List.of(rtmr))))
                .containsExactly(ccMr);
        assertThat(Logs.read(new CelJsonReader(STRICT), CelJsonWriter.write(LogFrame.NONE, List.of(rtmr))))
                .containsExactly(ccMr);
        assertThat(CelJsonWriter.write(LogFrame.NONE, List.of(rtmr)).toUtf8("log"))
                .contains("\"ccmr\":4");
    }

    @ParameterizedTest(name = "windows that grow by {0}")
    @ValueSource(ints = {1, 7, 64, 4096})
    void tlvIsReadThroughAWindowAsItIsAsAWhole(int step) throws MalformedEvidenceException {
        List<LogRecord> records = new GeneratedRecords(11).canonical(25, 0);
        Bytes log = CelTlvWriter.write(LogFrame.NONE, records);

        assertThat(Logs.readThroughWindow(new CelTlvReader(STRICT), log, step)).isEqualTo(records);
    }

    @Test
    void aTlvLogThatIsCutEndsAtARecordOrIsTruncated() throws MalformedEvidenceException {
        List<LogRecord> records = new GeneratedRecords(12).canonical(12, 0);
        Bytes log = CelTlvWriter.write(LogFrame.NONE, records);
        int whole = 0;
        for (int size = 0; size < log.size(); size++) {
            Bytes cut = log.slice(0, size);
            Bytes soFar = CelTlvWriter.write(LogFrame.NONE, records.subList(0, whole + 1));
            whole += soFar.size() == size ? 1 : 0;
            if (size == 0 || soFar.size() == size) {
                assertThat(Logs.read(new CelTlvReader(STRICT), cut)).isEqualTo(records.subList(0, whole));
            } else {
                assertThat(Logs.refusal(new CelTlvReader(STRICT), cut).code()).isEqualTo(Malformation.TRUNCATED);
            }
        }
        assertThat(whole).isEqualTo(records.size() - 1);
    }

    @Test
    void aCborOrJsonLogThatIsCutIsRefused() {
        List<LogRecord> records = new GeneratedRecords(13).canonical(6, 0);
        Bytes cbor = CelCborWriter.write(LogFrame.NONE, records);
        for (int size = 1; size < cbor.size(); size++) {
            assertThat(Logs.refusal(new CelCborReader(STRICT), cbor.slice(0, size))
                            .code())
                    .isEqualTo(Malformation.TRUNCATED);
        }
        Bytes json = CelJsonWriter.write(LogFrame.NONE, records);
        for (int size = 0; size < json.size(); size++) {
            assertThat(Logs.refusal(new CelJsonReader(STRICT), json.slice(0, size))
                            .code())
                    .isIn(Malformation.BAD_VALUE, Malformation.NOT_TEXT);
        }
    }

    @Test
    void managementEventsKeepTheirMeaning() throws MalformedEvidenceException {
        LogRecord suspend = AppendixVectorsTest.RECORD.with(new Content.Management.StateTransition(0));
        Bytes tlv = CelTlvWriter.write(LogFrame.NONE, List.of(suspend));

        // 81 is decimal: 0x51.
        assertThat(tlv.toHex()).endsWith("0400000006" + "510000000100");
        assertThat(Logs.read(new CelTlvReader(STRICT), tlv)).containsExactly(suspend);
    }
}
