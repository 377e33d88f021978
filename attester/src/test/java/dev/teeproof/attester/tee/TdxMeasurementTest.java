package dev.teeproof.attester.tee;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.attester.tee.HardwareEvidence.TdxQuote;
import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import dev.teeproof.dcap.Quote;
import dev.teeproof.dcap.TdReport;
import dev.teeproof.eventlog.EventLog;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.PcrMap;
import dev.teeproof.eventlog.model.ReadOptions;
import dev.teeproof.eventlog.model.RegisterIndex.Rtmr;
import dev.teeproof.eventlog.runtime.Durability;
import dev.teeproof.eventlog.runtime.Extended;
import dev.teeproof.eventlog.runtime.LogState;
import dev.teeproof.eventlog.runtime.MeasurementCode;
import dev.teeproof.eventlog.runtime.MeasurementConfiguration;
import dev.teeproof.eventlog.runtime.MeasurementException;
import dev.teeproof.eventlog.runtime.MeasurementFormat;
import dev.teeproof.eventlog.runtime.RuntimeMeasurement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runtime measurement over the registers of a TD. */
class TdxMeasurementTest {

    private static final OptionalInt RTMR3 = OptionalInt.empty();

    @TempDir
    private Path logs;

    private final FakeKernel kernel = Guests.tdx();
    private final LinuxTdx machine = Guests.linuxTdx(kernel);

    private RuntimeMeasurement open(MeasurementFormat format) throws MeasurementException {
        return RuntimeMeasurement.open(
                MeasurementConfiguration.of(logs, format, PcrMap.COCO_TDX).with(Durability.PROCESS),
                machine.registers().orElseThrow());
    }

    private Bytes quotedRtmr3() throws Exception {
        TdxQuote answer = (TdxQuote) machine.evidence(Guests.reportData(1));
        return ((TdReport) Quote.parse(answer.quote()).body()).rtmrs().get(3);
    }

    private EventLog log() throws Exception {
        Bytes log = Bytes.copyOf(Files.readAllBytes(logs.resolve("ccmr4.nelr")));
        return EventLog.read(log, ReadOptions.STRICT.in(new Rtmr(3).toCcMr()));
    }

    @Test
    void whatIsLoggedReplaysToTheRegisterAndToTheQuote() throws Exception {
        RuntimeMeasurement measurement = open(MeasurementFormat.NELR);
        measurement.extend("github.com/example", "pull", "image", RTMR3);
        Extended last = measurement.extend("github.com/example", "start", "container", RTMR3);

        assertThat(log().replay().value(new Rtmr(3), HashAlgorithm.SHA384)).contains(last.value());
        assertThat(kernel.rtmrs().value(3)).isEqualTo(last.value());
        assertThat(quotedRtmr3()).isEqualTo(last.value());
        assertThat(open(MeasurementFormat.NELR).state(RTMR3).value()).isEqualTo(last.value());
    }

    @Test
    void aLogThatBeginsLateBeginsWithWhatTheRegisterHoldsThen() throws Exception {
        kernel.rtmrs().extend(3, Digest.SHA_384.of(Bytes.utf8("the system's")));

        Extended first = open(MeasurementFormat.NELR).extend("example.org", "start", "app", RTMR3);

        assertThat(log().replay().value(new Rtmr(3), HashAlgorithm.SHA384)).contains(first.value());
        assertThat(quotedRtmr3()).isEqualTo(first.value());
    }

    @Test
    void eventsOfDstackAreInTheQuote() throws Exception {
        Extended extended = open(MeasurementFormat.DSTACK).extend("app-id", Bytes.hex("0102"), RTMR3);

        assertThat(quotedRtmr3())
                .isEqualTo(extended.value())
                .isEqualTo(Digest.SHA_384.of(Bytes.zeros(48), extended.digest()));
    }

    @Test
    void somethingElseThatExtendsTheRegisterIsNoticed() throws Exception {
        RuntimeMeasurement measurement = open(MeasurementFormat.NELR);
        measurement.extend("example.org", "start", "app", RTMR3);
        kernel.rtmrs().extend(3, Digest.SHA_384.of(Bytes.utf8("behind its back")));

        TeeRefusal.of(
                MeasurementCode.REGISTER_PARTED, () -> measurement.extend("example.org", "start", "other", RTMR3));
    }

    @Test
    void whatTheRegisterRefusesIsNotLogged() throws Exception {
        RuntimeMeasurement measurement = open(MeasurementFormat.NELR);
        Bytes before = measurement.extend("example.org", "start", "app", RTMR3).value();
        kernel.rtmrs().readOnly(3);

        TeeRefusal.of(MeasurementCode.NOT_SUPPORTED, () -> measurement.extend("example.org", "start", "other", RTMR3));

        LogState state = measurement.state(RTMR3);
        assertThat(state.value()).isEqualTo(before).isEqualTo(kernel.rtmrs().value(3));
        assertThat(state.records()).isEqualTo(2);
    }

    @Test
    void anExtensionThatWasDoneAndToldAsAFailureIsLoggedAtTheNextVisit() throws Exception {
        RuntimeMeasurement measurement = open(MeasurementFormat.NELR);
        measurement.extend("example.org", "start", "app", RTMR3);
        kernel.rtmrs().failing("Input/output error", true);

        TeeRefusal.of(MeasurementCode.IO, () -> measurement.extend("example.org", "start", "other", RTMR3));

        LogState state = measurement.state(RTMR3);
        assertThat(state.value()).isEqualTo(kernel.rtmrs().value(3));
        assertThat(state.records()).isEqualTo(3);
        assertThat(log().replay().value(new Rtmr(3), HashAlgorithm.SHA384)).contains(state.value());
    }

    @Test
    void withoutFilesOfRegistersNothingIsMeasuredAndNothingLogged() throws MeasurementException {
        RuntimeMeasurement measurement = RuntimeMeasurement.open(
                MeasurementConfiguration.of(logs, MeasurementFormat.NELR, PcrMap.COCO_TDX),
                new TdxSysfsRegisters(Guests.tdx().withoutRegisters().root()));

        TeeRefusal.of(MeasurementCode.NOT_SUPPORTED, () -> measurement.extend("example.org", "start", "app", RTMR3));

        assertThat(logs.resolve("ccmr4.nelr")).doesNotExist();
        assertThat(logs.resolve("ccmr4.wal")).doesNotExist();
    }
}
