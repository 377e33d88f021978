package dev.teeproof.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.conformance.Conformance;
import dev.teeproof.eventlog.Conversion.Converted;
import dev.teeproof.eventlog.Conversion.Loss;
import dev.teeproof.eventlog.Conversion.Refused;
import dev.teeproof.eventlog.LogSplit.Part;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.ReadOptions;
import dev.teeproof.eventlog.model.RegisterIndex.CcMr;
import dev.teeproof.eventlog.model.RegisterIndex.Rtmr;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The logs of one machine in one, and apart again. */
class LogMergeTest {

    private static EventLog firmware() throws Exception {
        return EventLog.read(Bytes.copyOf(Conformance.bytes("eventlog/dstack-ccel.bin")));
    }

    private static EventLog nelr(Bytes begins, int rtmr) throws Exception {
        return EventLog.read(
                Bytes.utf8("INIT sha384/" + begins.toHex() + "\na.example b\n"),
                LogFormat.NELR,
                ReadOptions.STRICT.in(new Rtmr(rtmr)));
    }

    private static Conversion merge(LogFormat target, EventLog... logs) {
        return LogMerge.merge(List.of(logs), target, ConversionOptions.DEFAULT);
    }

    @Test
    void recordsAreCountedAnewAndTheRegistersStayAsTheyWere() throws Exception {
        EventLog firmware = firmware();
        EventLog nelr = nelr(Bytes.zeros(48), 3);

        Converted merged = (Converted) merge(LogFormat.CEL_JSON, firmware, nelr);

        EventLog log = EventLog.read(merged.log().write());
        assertThat(log.records()).extracting(LogRecord::recnum).first().isEqualTo(0L);
        assertThat(log.records()).extracting(LogRecord::recnum).last().isEqualTo(19L);
        for (int rtmr = 0; rtmr < 2; rtmr++) {
            assertThat(log.replay().value(new Rtmr(rtmr), HashAlgorithm.SHA384))
                    .isEqualTo(firmware.replay().value(new Rtmr(rtmr), HashAlgorithm.SHA384))
                    .isPresent();
        }
        assertThat(log.replay().value(new CcMr(4), HashAlgorithm.SHA384))
                .isEqualTo(nelr.replay().value(new Rtmr(3), HashAlgorithm.SHA384))
                .isPresent();
    }

    @Test
    void aNativeLogContinuesTheRegisterThatFirmwareExtended() throws Exception {
        EventLog firmware = firmware();
        Bytes held = firmware.replay().value(new Rtmr(1), HashAlgorithm.SHA384).orElseThrow();
        EventLog nelr = nelr(held, 1);

        Converted merged = (Converted) merge(LogFormat.CEL_JSON, firmware, nelr);

        assertThat(merged.log().replay().value(new Rtmr(1), HashAlgorithm.SHA384))
                .isEqualTo(nelr.replay().value(new Rtmr(1), HashAlgorithm.SHA384))
                .isPresent();
        assertThat(merged.losses()).extracting(Loss::code).doesNotContain("SHARED_REGISTER");
    }

    @Test
    void anInitThatContradictsTheFirmwaresLogIsRefused() throws Exception {
        Conversion merged = merge(LogFormat.CEL_JSON, firmware(), nelr(Bytes.zeros(48), 1));

        assertThat(merged).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo("INIT_DISAGREES");
            assertThat(refused.record()).isEqualTo(18);
        });
    }

    @Test
    void registersWithEventsInSeveralLogsAreTold() throws Exception {
        Converted merged = (Converted) merge(LogFormat.CEL_TLV, firmware(), firmware());

        assertThat(merged.losses())
                .filteredOn(loss -> loss.code().equals("SHARED_REGISTER"))
                .hasSize(2);
    }

    @Test
    void aLogThatTheTargetCannotCarryIsNamed() throws Exception {
        assertThat(merge(LogFormat.CEL_TLV, firmware(), nelr(Bytes.zeros(48), 3)))
                .isInstanceOfSatisfying(Refused.class, refused -> {
                    assertThat(refused.code()).isEqualTo("NO_CONTENT_TYPE_CODE");
                    assertThat(refused.words()).startsWith("the log 2: ");
                });
    }

    @Test
    void apartAgainEachIsWhatItWas() throws Exception {
        EventLog firmware = firmware();
        EventLog first = nelr(Bytes.zeros(48), 2);
        EventLog second = nelr(Bytes.zeros(48), 3);
        EventLog merged = ((Converted) merge(LogFormat.CEL_JSON, firmware, first, second)).log();

        List<Part> parts = LogSplit.split(merged);

        assertThat(parts).extracting(Part::format).containsExactly(LogFormat.TCG2, LogFormat.NELR, LogFormat.NELR);
        assertThat(((Converted) parts.get(0).conversion()).log().records()).isEqualTo(firmware.records());
        assertThat(((Converted) parts.get(1).conversion()).log().write()).isEqualTo(first.write());
        assertThat(((Converted) parts.get(2).conversion()).log().write()).isEqualTo(second.write());
    }

    @Test
    void theAgentsEventsStandBehindTheFirmwaresAsInEvidence() throws Exception {
        Bytes evidence = Bytes.copyOf(Conformance.bytes("eventlog/trustee/CCEL_AAEL_alibabacloud"));
        List<Part> parts = LogSplit.split(EventLog.read(evidence));
        assertThat(parts).extracting(Part::format).containsExactly(LogFormat.TCG2, LogFormat.AAEL);
        EventLog firmware = ((Converted) parts.get(0).conversion()).log();
        EventLog agents = ((Converted) parts.get(1).conversion()).log();

        Converted merged = (Converted) merge(LogFormat.TCG2, firmware, agents);

        assertThat(merged.log().records()).isEqualTo(EventLog.read(evidence).records());
        Bytes written = Bytes.concat(merged.log().write(), Bytes.ofRepeated(0xff, 8));
        // This firmware writes register 1 into the header, which is no event.
        assertThat(written.slice(4, written.size())).isEqualTo(evidence.slice(4, evidence.size()));
    }

    @Test
    void logsThatTakeTurnsInARegisterAreSaidToLoseTheirOrder() throws Exception {
        EventLog evidence = EventLog.read(Bytes.copyOf(Conformance.bytes("eventlog/trustee/CCEL_AAEL_alibabacloud")));
        LogRecord agents = evidence.records().get(86).in(new CcMr(1));
        LogRecord firmwares = evidence.records().get(7);

        List<Part> parts = LogSplit.split(EventLog.of(LogFormat.TCG2, List.of(firmwares, agents, firmwares)));

        assertThat(((Converted) parts.get(0).conversion()).losses())
                .extracting(Loss::code)
                .containsExactly("ORDER");
        assertThat(((Converted) parts.get(1).conversion()).losses()).isEmpty();
    }
}
