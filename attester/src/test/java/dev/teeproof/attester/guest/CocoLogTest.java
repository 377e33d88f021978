package dev.teeproof.attester.guest;

import static dev.teeproof.eventlog.runtime.MeasurementCode.BAD_EVENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.teeproof.attester.guest.CocoLog.Result;
import dev.teeproof.attester.guest.RuntimeEventLog.Snapshot;
import dev.teeproof.attester.tee.SimulatedSnpBackend;
import dev.teeproof.attester.tee.SimulatedTdxBackend;
import dev.teeproof.attester.tee.TeeBackend;
import dev.teeproof.codec.Bytes;
import dev.teeproof.conformance.Conformance;
import dev.teeproof.crypto.Digest;
import dev.teeproof.dstack.Attestation;
import dev.teeproof.dstack.Platform;
import dev.teeproof.eventlog.dstack.TdxEvent;
import dev.teeproof.eventlog.dstack.TdxEventLog;
import dev.teeproof.eventlog.model.InitialValues;
import dev.teeproof.eventlog.model.RegisterIndex.Rtmr;
import dev.teeproof.eventlog.runtime.Durability;
import dev.teeproof.eventlog.runtime.MeasurementException;
import dev.teeproof.eventlog.runtime.SimulatedRegisters;
import dev.teeproof.simulator.SnpMachine;
import dev.teeproof.simulator.SnpMachineBlueprint;
import dev.teeproof.simulator.TdxBlueprint;
import dev.teeproof.simulator.TdxMachine;
import dev.teeproof.snp.SnpProduct;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CocoLogTest {

    /** From Confidential Containers' own tests: the tagged event {@code domain operation content}. */
    private static final Bytes DIGEST = Bytes.hex(
            "dad5f0e226318ffa9839b75a472c6aa7fdb5834949d0a0a22990cf04d5692440" + "fb00f3aa0609db7e49cd8d793f670d02");

    @TempDir
    private Path directory;

    private TeeBackend tdx() throws Exception {
        TdxMachine machine = TdxMachine.boot(TdxBlueprint.of(1, Machine.AT), UnaryOperator.identity());
        InitialValues atBoot = CocoLog.afterBoot(Optional.of(machine.ccel()));
        return new SimulatedTdxBackend(
                machine,
                SimulatedRegisters.open(directory.resolve("registers"), Digest.SHA_384, atBoot, Durability.PROCESS));
    }

    private CocoLog open(TeeBackend tee) throws Exception {
        return CocoLog.open(directory.resolve("aael"), tee, Durability.PROCESS);
    }

    @Test
    void anOperationIsATaggedEventOfRtmr3() throws Exception {
        TeeBackend tee = tdx();
        CocoLog log = open(tee);

        assertThat(log.extend("domain", "operation", "content", OptionalInt.empty()))
                .isEqualTo(Result.OK);

        Snapshot snapshot = log.snapshot();
        TdxEvent event = snapshot.events().events().getLast();
        assertThat(event.imr()).isEqualTo(3);
        assertThat(event.eventType()).isEqualTo(6);
        assertThat(event.digest()).isEqualTo(DIGEST);
        assertThat(snapshot.rtmr3()).isEqualTo(Digest.SHA_384.of(Bytes.zeros(48), DIGEST));
        assertThat(tee.registers().orElseThrow().read(new Rtmr(3))).isEqualTo(snapshot.rtmr3());
        assertThat(snapshot.runtime().events()).isEmpty();
    }

    @Test
    void aPcrNamesAnotherRegisterWhoseLogGoesOnWhereTheFirmwareLeftIt() throws Exception {
        TeeBackend tee = tdx();
        CocoLog log = open(tee);

        log.extend("domain", "operation", "content", OptionalInt.of(8));
        log.extend("domain", "operation", "content", OptionalInt.empty());

        TdxEventLog whole =
                BootLog.events(tee.bootLog().orElseThrow()).and(log.snapshot().events());
        for (int i = 0; i < 4; i++) {
            assertThat(whole.replay(i))
                    .as("RTMR" + i)
                    .isEqualTo(tee.registers().orElseThrow().read(new Rtmr(i)));
        }
        assertThat(open(tee).snapshot()).isEqualTo(log.snapshot());
    }

    @Test
    void anAttestationCarriesTheEntriesBesideTheBootEvents() throws Exception {
        TeeBackend tee = tdx();
        CocoLog log = open(tee);
        log.extend("domain", "operation", "content", OptionalInt.empty());
        Machine machine = Machine.in(directory.resolve("other"), Machine.compose(1));

        Attestation attestation = Guest.of(tee, log, machine.compose(), machine.host(), UnaryOperator.identity())
                .attest(Bytes.zeros(64), true);

        Platform.Tdx platform = (Platform.Tdx) attestation.platform();
        assertThat(platform.eventLog().replay(3))
                .isEqualTo(Guest.report(platform.quote()).rtmrs().get(3));
        assertThat(platform.eventLog().events().getLast().hashInput()).isEmpty();
    }

    @Test
    void whatCannotBeToldApartIsRefused() throws Exception {
        CocoLog log = open(tdx());

        for (List<String> parts : List.of(List.of("a b", "c", "d"), List.of("", "c", "d"), List.of("a", "b", "c\nd"))) {
            MeasurementException refused = catchThrowableOfType(
                    MeasurementException.class,
                    () -> log.extend(parts.get(0), parts.get(1), parts.get(2), OptionalInt.empty()));
            assertThat(refused.code()).isEqualTo(BAD_EVENT);
        }
        assertThat(log.snapshot().events().events()).isEmpty();
    }

    @Test
    void withoutARegisterNothingIsSupported() throws Exception {
        SnpMachine machine =
                SnpMachine.launch(SnpMachineBlueprint.of(SnpProduct.MILAN, 1, Machine.AT), UnaryOperator.identity());
        CocoLog log = open(new SimulatedSnpBackend(machine));

        assertThat(log.extend("a", "b", "c", OptionalInt.empty())).isEqualTo(Result.NOT_SUPPORTED);
        assertThat(log.snapshot().events().events()).isEmpty();
    }

    /** The log of a real guest of dstack's, as its kernel shows it. */
    @Test
    void aRealBootLogIsToldAsDstackTellsIt() throws Exception {
        TdxEventLog log = BootLog.events(Bytes.copyOf(Conformance.bytes("eventlog/dstack-ccel.bin")));

        assertThat(log.events().stream().filter(TdxEvent::isAcpiMarker))
                .extracting(TdxEvent::event)
                .containsExactly("acpi-loader", "acpi-rsdp", "acpi-tables");
        assertThat(log.events()).allSatisfy(event -> assertThat(event.imr()).isBetween(0L, 3L));
        assertThat(CocoLog.afterBoot(Optional.of(Bytes.copyOf(Conformance.bytes("eventlog/dstack-ccel.bin"))))
                        .of(new Rtmr(0), Digest.SHA_384))
                .contains(log.replay(0));
    }
}
