package dev.teeproof.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.teeproof.snp.AmdTrustAnchors;
import dev.teeproof.snp.SnpProduct;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each fault is found at the check, or in the format, that its name says, and nowhere else. */
class SnpMachineFaultTest {

    private static final SnpBlueprint MILAN = SnpBlueprint.of(SnpProduct.MILAN, 7, SnpEvidence.AT);
    private static final SnpBlueprint TURIN = SnpBlueprint.of(SnpProduct.TURIN, 7, SnpEvidence.AT);

    @Test
    void withoutAFaultNothingIsFound() {
        assertThat(SnpEvidence.findings(MILAN.mint(), MILAN.mint().trustAnchors()))
                .isEmpty();
        assertThat(SnpEvidence.findings(TURIN.pem().mint(), TURIN.mint().trustAnchors()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "REPORT_FORGED, REPORT_SIGNATURE",
        "REPORT_CHANGED, REPORT_SIGNATURE",
        "SIGNATURE_R_ZERO, REPORT_SIGNATURE",
        "SIGNATURE_S_TOO_LARGE, REPORT_SIGNATURE",
        "SIGNATURE_TOO_LONG, REPORT_BAD_SIGNATURE",
        "VEK_FORGED, VEK_CHAIN_UNTRUSTED",
        "ISSUER_FORGED, VEK_CHAIN_UNTRUSTED",
        "STRANGE_ROOT, VEK_CHAIN_UNTRUSTED",
        "STRANGE_ROOT_SENT, VEK_CHAIN_UNTRUSTED",
        "VEK_EXPIRED, CERT_EXPIRED",
        "VEK_NOT_YET_VALID, CERT_NOT_YET_VALID",
        "ISSUER_EXPIRED, CERT_EXPIRED",
        "ISSUER_NOT_A_CA, CERT_BAD_CA",
        "ISSUER_NOT_FOR_CERTIFICATES, CERT_BAD_KEY_USAGE",
        "ROOT_ALLOWS_NO_ISSUER, CERT_BAD_CA",
        "VEK_IS_A_CA, CERT_BAD_CA",
        "VEK_UNKNOWN_CRITICAL, CERT_UNKNOWN_CRITICAL_EXT",
        "VEK_OF_ANOTHER_CHIP, VEK_CHIP_MISMATCH",
        "VEK_OF_ANOTHER_BOOT_LOADER, VEK_TCB_MISMATCH",
        "VEK_OF_ANOTHER_TEE, VEK_TCB_MISMATCH",
        "VEK_OF_ANOTHER_SNP, VEK_TCB_MISMATCH",
        "VEK_OF_ANOTHER_MICROCODE, VEK_TCB_MISMATCH",
        "VEK_OF_ANOTHER_FMC, VEK_TCB_MISMATCH",
        "VEK_OF_ANOTHER_PRODUCT, VEK_PRODUCT_MISMATCH",
        "REPORT_OF_ANOTHER_PRODUCT, VEK_PRODUCT_MISMATCH",
        "PROCESSOR_UNKNOWN, PRODUCT_UNKNOWN",
        "VLEK_FOR_A_VCEK, VEK_CHAIN_UNTRUSTED",
        "VCEK_FOR_A_VLEK, VEK_CHAIN_UNTRUSTED",
        "ASVK_FOR_A_VCEK, VEK_CHAIN_UNTRUSTED",
        "CHIP_KEY_MASKED, CHIP_KEY_MASKED",
        "CHIP_ID_MASKED, CHIP_ID_MASKED",
        "SIGNING_KEY_NONE, SIGNING_KEY_UNSUPPORTED",
        "SIGNING_KEY_RESERVED, SIGNING_KEY_UNSUPPORTED",
        "VLEK_SIGNED, VLEK_SIGNED",
        "DEBUG, WORKLOAD_DEBUG",
        "MIGRATION_AGENT, MIGRATION_AGENT",
        "VMPL_1, VMPL_NOT_ZERO",
        "HOST_REQUESTED, HOST_REQUESTED",
        "VERSION_UNKNOWN, REPORT_BAD_VERSION",
        "ALGORITHM_UNKNOWN, REPORT_BAD_SIGNATURE_ALGORITHM",
        "RESERVED_BYTE_SET, REPORT_RESERVED",
        "RESERVED_POLICY_BIT_SET, REPORT_RESERVED",
        "POLICY_BIT_CLEAR, REPORT_RESERVED",
        "RESERVED_KEY_BIT_SET, REPORT_RESERVED",
        "UNSIGNED_BYTE_SET, REPORT_RESERVED",
        "REPORTED_ABOVE_CURRENT, TCB_ORDER",
        "COMMITTED_ABOVE_CURRENT, TCB_ORDER",
        "LAUNCH_ABOVE_CURRENT, TCB_ORDER",
        "PROVISIONAL_FIRMWARE, PROVISIONAL_FIRMWARE",
        "TCB_OUT_OF_DATE, TCB_STATUS_REJECTED",
        "CRL_EXPIRED, CRL_EXPIRED",
        "CRL_OF_THE_FUTURE, CRL_NOT_YET_VALID",
        "CRL_FORGED, CRL_SIGNATURE",
        "CRL_OF_ANOTHER_ISSUER, CRL_ISSUER",
        "ISSUER_REVOKED, CA_REVOKED",
        "VEK_SPL_MISSING, VEK_EXTENSION_INVALID",
        "VEK_SPL_MALFORMED, VEK_EXTENSION_INVALID",
        "VEK_SPL_TOO_LARGE, VEK_EXTENSION_INVALID",
        "VEK_SPL_4_SET, VEK_EXTENSION_INVALID",
        "VEK_PRODUCT_UNKNOWN, VEK_EXTENSION_INVALID",
        "HW_ID_MISSING, VEK_EXTENSION_INVALID",
        "HW_ID_OF_WRONG_LENGTH, VEK_EXTENSION_INVALID",
        "FMC_MISSING, VEK_EXTENSION_INVALID",
        "NO_CERTIFICATES, VEK_MISSING",
        "TABLE_TORN, CERTIFICATE_TABLE"
    })
    void aFaultOfAReportIsFoundWhereItIs(SnpMachineFault fault, String code) {
        for (SnpBlueprint plan : List.of(MILAN, TURIN)) {
            if (fault.concerns(plan)) {
                SimulatedReport broken = fault.in(plan).mint();
                AmdTrustAnchors anchors = fault == SnpMachineFault.ROOT_ALLOWS_NO_ISSUER
                        ? broken.trustAnchors()
                        : plan.mint().trustAnchors();

                assertThat(SnpEvidence.findings(broken, anchors))
                        .as(fault.words())
                        .containsExactly(code);
            }
        }
    }

    @Test
    void theTableHasEveryFaultOfAReport() throws Exception {
        CsvSource table = SnpMachineFaultTest.class
                .getDeclaredMethod("aFaultOfAReportIsFoundWhereItIs", SnpMachineFault.class, String.class)
                .getAnnotation(CsvSource.class);

        assertThat(table.value()).hasSize((int) Arrays.stream(SnpMachineFault.values())
                .filter(fault -> fault.concerns(TURIN))
                .count());
    }

    @Test
    void aFaultThatNeedsTurinOrAMachineIsNoneOfAnotherReport() {
        assertThatIllegalArgumentException().isThrownBy(() -> SnpMachineFault.FMC_MISSING.in(MILAN));
        assertThatIllegalArgumentException().isThrownBy(() -> SnpMachineFault.ANOTHER_IMAGE.in(TURIN));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        SnpMachineFault.FMC_MISSING.in(SnpMachineBlueprint.of(SnpProduct.GENOA, 7, SnpEvidence.AT)));
    }

    @Test
    void everyFaultChangesTheAttestationOfAMachineOrItsEndorsements() {
        SnpMachineBlueprint plan = SnpMachineBlueprint.of(SnpProduct.TURIN, 7, SnpEvidence.AT);
        SimulatedSnp right = plan.build();

        assertThat(plan.build()).isEqualTo(right);
        assertThat(SnpMachineFault.values())
                .allMatch(fault -> !fault.in(plan).build().equals(right), "differs from a machine without a fault");
    }
}
