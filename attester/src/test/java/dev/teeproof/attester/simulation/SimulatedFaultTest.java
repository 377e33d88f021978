package dev.teeproof.attester.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teeproof.attester.clients.RunningMachine;
import dev.teeproof.attester.tee.TeeKind;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.result.AttestationResult;
import dev.teeproof.result.Verdict;
import dev.teeproof.simulator.Fault;
import dev.teeproof.simulator.SnpMachineFault;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a machine that runs with a fault attests is refused by the check that looks for it, and by nothing before. */
@Timeout(120)
class SimulatedFaultTest {

    @TempDir
    private Path directory;

    private static SimulationPlan plan(TeeKind kind, String fault) {
        return new SimulationPlan(
                kind,
                Optional.of(RunningMachine.compose(1)),
                Optional.of(RunningMachine.SEED),
                Optional.of(fault),
                OptionalInt.empty(),
                false);
    }

    @ParameterizedTest
    @CsvSource({
        "QUOTE_FORGED, QUOTE_SIGNATURE, CONTRAINDICATED",
        "QE_REPORT_FORGED, QE_REPORT_SIGNATURE, CONTRAINDICATED",
        "ATTESTATION_KEY_SWAPPED, QE_REPORT_DATA, CONTRAINDICATED",
        "STRANGE_ROOT, PCK_CHAIN_UNTRUSTED, CONTRAINDICATED",
        "PCK_EXPIRED, CERT_EXPIRED, CONTRAINDICATED",
        "PCK_REVOKED, PCK_REVOKED, CONTRAINDICATED",
        "PCK_CA_REVOKED, CA_REVOKED, CONTRAINDICATED",
        "TCB_SIGNER_REVOKED, SIGNER_REVOKED, CONTRAINDICATED",
        "CRL_EXPIRED, CRL_EXPIRED, CONTRAINDICATED",
        "CRL_OF_THE_FUTURE, CRL_NOT_YET_VALID, CONTRAINDICATED",
        "CRL_FORGED, CRL_SIGNATURE, CONTRAINDICATED",
        "TCB_INFO_FORGED, TCB_INFO_SIGNATURE, CONTRAINDICATED",
        "TCB_INFO_EXPIRED, TCB_INFO_EXPIRED, CONTRAINDICATED",
        "TCB_INFO_OF_THE_FUTURE, TCB_INFO_NOT_YET_VALID, CONTRAINDICATED",
        "TCB_INFO_OF_ANOTHER_PLATFORM, TCB_INFO_MISMATCH, CONTRAINDICATED",
        "QE_IDENTITY_FORGED, QE_IDENTITY_SIGNATURE, CONTRAINDICATED",
        "QE_NOT_THE_IDENTITYS, QE_MRSIGNER, CONTRAINDICATED",
        "QE_UNDER_DEBUG, QE_ATTRIBUTES, CONTRAINDICATED",
        "QE_OUT_OF_DATE, TCB_STATUS_REJECTED, WARNING",
        "TCB_OUT_OF_DATE, TCB_STATUS_REJECTED, WARNING",
        "TCB_REVOKED, TCB_REVOKED, CONTRAINDICATED",
        "TCB_UNKNOWN, TCB_NOT_SUPPORTED, CONTRAINDICATED",
        "WRONG_MODULE, TDX_MODULE_MISMATCH, CONTRAINDICATED",
        "MODULE_OUT_OF_DATE, TCB_STATUS_REJECTED, WARNING",
        "DEBUG, WORKLOAD_DEBUG, CONTRAINDICATED",
        "SEPT_VE, TD_SEPT_VE_DISABLE, WARNING",
        "MIGRATABLE, TD_MIGRATABLE, WARNING",
        "REPORT_DATA_OF_SOMEBODY_ELSE, REPORT_DATA, CONTRAINDICATED",
        "TORN_LOG, RTMR3_REPLAY, CONTRAINDICATED",
        "EVENT_CHANGED, RTMR3_REPLAY, CONTRAINDICATED",
        "EVENTS_REORDERED, RTMR3_REPLAY, CONTRAINDICATED",
        "DUPLICATE_EVENT, EVENT_DUPLICATE, CONTRAINDICATED",
        "EVENT_NAME_RESPLIT, EVENT_NAME_AMBIGUOUS, CONTRAINDICATED",
        "NO_APP, APP_IDENTITY, WARNING",
        "NO_SYSTEM_READY, APP_IDENTITY, WARNING",
        "BOOT_EVENT_CHANGED, RTMR2_REPLAY, CONTRAINDICATED",
        "ANOTHER_IMAGE, MRTD_MISMATCH, CONTRAINDICATED",
        "IMAGE_HASH_CHANGED, OS_IMAGE_HASH, CONTRAINDICATED",
        "MEMORY_SIZE_CHANGED, RTMR0_MISMATCH, CONTRAINDICATED",
    })
    void aFaultOfATdxMachineIsFoundByTheCheckThatLooksForIt(Fault fault, String code, Verdict verdict)
            throws Exception {
        try (RunningMachine machine = RunningMachine.start(directory, plan(TeeKind.TDX, fault.name()))) {
            machine.emit("of-the-app", "measured");
            AttestationResult result = machine.verify(machine.attest(Bytes.ofRepeated(1, 64), false));

            assertThat(RunningMachine.reason(result)).isEqualTo(code);
            assertThat(result.verdict()).isEqualTo(verdict);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "REPORT_FORGED, REPORT_SIGNATURE",
        "REPORT_CHANGED, REPORT_SIGNATURE",
        "SIGNATURE_TOO_LONG, REPORT_BAD_SIGNATURE",
        "VEK_FORGED, VEK_CHAIN_UNTRUSTED",
        "VEK_EXPIRED, CERT_EXPIRED",
        "VEK_OF_ANOTHER_CHIP, VEK_CHIP_MISMATCH",
        "VEK_OF_ANOTHER_SNP, VEK_TCB_MISMATCH",
        "CHIP_KEY_MASKED, CHIP_KEY_MASKED",
        "DEBUG, WORKLOAD_DEBUG",
        "VMPL_1, VMPL_NOT_ZERO",
        "REPORTED_ABOVE_CURRENT, TCB_ORDER",
        "TCB_OUT_OF_DATE, TCB_STATUS_REJECTED",
        "CRL_EXPIRED, CRL_EXPIRED",
        "ISSUER_REVOKED, CA_REVOKED",
        "ANOTHER_IMAGE, SNP_MEASUREMENT_MISMATCH",
        "IMAGE_HASH_CHANGED, OS_IMAGE_HASH",
        "MR_CONFIG_CHANGED, HOST_DATA",
        "REPORT_DATA_OF_SOMEBODY_ELSE, REPORT_DATA",
    })
    void aFaultOfAnSnpMachineIsFoundByTheCheckThatLooksForIt(SnpMachineFault fault, String code) throws Exception {
        try (RunningMachine machine = RunningMachine.start(directory, plan(TeeKind.SNP, fault.name()))) {
            assertThat(finding(machine)).isEqualTo(code);
        }
    }

    @ParameterizedTest
    @EnumSource
    void withoutTheFaultTheSameMachineIsAffirmedAgain(TeeKind kind) throws Exception {
        try (RunningMachine machine = RunningMachine.start(directory, plan(kind, "report-data-of-somebody-else"))) {
            assertThat(finding(machine)).isEqualTo("REPORT_DATA");
        }
        try (RunningMachine machine = RunningMachine.start(directory, RunningMachine.plan(kind))) {
            assertThat(finding(machine)).isEqualTo("nothing");
        }
    }

    @Test
    void aFaultThatThereIsNotIsRefusedWithThoseThatThereAre() {
        assertThatThrownBy(() -> RunningMachine.start(directory, plan(TeeKind.TDX, "VMPL_1")))
                .isInstanceOf(SimulationException.class)
                .hasMessageStartingWith(
                        "a simulated machine of Intel TDX has no fault VMPL_1; there are QUOTE_FORGED, ")
                .hasMessageEndingWith(String.join(", ", Simulation.faults(TeeKind.TDX)));
        assertThatThrownBy(() -> RunningMachine.start(directory.resolve("snp"), plan(TeeKind.SNP, "TORN_LOG")))
                .isInstanceOf(SimulationException.class)
                .hasMessageStartingWith(
                        "a simulated machine of AMD SEV-SNP has no fault TORN_LOG; there are REPORT_FORGED, ");
        assertThat(Simulation.faults(TeeKind.SNP)).hasSameSizeAs(SnpMachineFault.values());
    }

    /** The code of the first reason, or that at which the evidence cannot be read. */
    private static String finding(RunningMachine machine) throws Exception {
        Bytes evidence = machine.attest(Bytes.ofRepeated(1, 64), false);
        try {
            return RunningMachine.reason(machine.verify(evidence));
        } catch (MalformedEvidenceException e) {
            return e.code().name();
        }
    }
}
