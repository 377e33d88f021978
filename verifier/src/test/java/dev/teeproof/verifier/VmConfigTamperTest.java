package dev.teeproof.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.dstack.DstackCheck;
import dev.teeproof.image.ImageCheck;
import dev.teeproof.result.AttestationResult;
import dev.teeproof.result.Claim;
import dev.teeproof.result.ClaimName;
import dev.teeproof.result.Outcome;
import dev.teeproof.result.Proof;
import dev.teeproof.result.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The configuration that a machine's owner wrote, with one member changed: it must still give the quote's registers. */
class VmConfigTamperTest {

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource({
        "memory_size, 2147483647, MEMORY_SIZE",
        "memory_size, 2147483649, MEMORY_SIZE",
        "memory_size, 1073741824, MEMORY_SIZE",
        "memory_size, 3221225471, MEMORY_SIZE",
        "memory_size, 9223372036854775807, MEMORY_SIZE",
        "memory_size, 0, MEMORY_SIZE",
        "memory_size, '', MEMORY_SIZE",
        "memory_size, 2952790016, RTMR0_MISMATCH",
        "memory_size, 4294967296, RTMR0_MISMATCH",
        "memory_size, 9223372036853727232, RTMR0_MISMATCH",
        "memory_size, -1, VM_CONFIG",
        "memory_size, 9223372036854775808, VM_CONFIG",
        "memory_size, 2147483648.0, VM_CONFIG",
        "memory_size, '\"2147483648\"', VM_CONFIG",
        "cpu_count, -1, VM_CONFIG",
        "cpu_count, 4294967296, VM_CONFIG",
        "qemu_version, '\"9.1.0\"', MRTD_MISMATCH",
        "qemu_version, '', MRTD_MISMATCH",
        "qemu_version, null, MRTD_MISMATCH",
        "qemu_version, '\"7.2.0\"', QEMU_VERSION",
        "qemu_version, '\"8.2\"', QEMU_VERSION",
        "qemu_version, '\"8.2.2-rc1\"', QEMU_VERSION",
        "qemu_version, '\"\"', QEMU_VERSION",
        "qemu_version, 8, VM_CONFIG",
        "qemu_single_pass_add_pages, false, MRTD_MISMATCH",
        "qemu_single_pass_add_pages, 1, VM_CONFIG",
        "ovmf_variant, '\"stable202505\"', OVMF_VARIANT",
        "ovmf_variant, '\"\"', OVMF_VARIANT",
        "ovmf_variant, true, VM_CONFIG",
        "os_image_hash, '\"e7f5cfec20c02e7b97baa213d0f718020b55e040172d90ccbcb946d56c8b09db\"', OS_IMAGE_HASH",
        "os_image_hash, '\"e6\"', OS_IMAGE_HASH",
        "os_image_hash, '', OS_IMAGE_HASH",
        "os_image_hash, '\"e\"', VM_CONFIG",
        "os_image_hash, null, VM_CONFIG",
        "tdx_attestation_variant, '\"LITE\"', VM_CONFIG",
        "tdx_attestation_variant, null, VM_CONFIG",
        "tdx_measurement, '', MEASUREMENT_MISSING",
        "tdx_measurement, null, MEASUREMENT_MISSING",
        "tdx_measurement, {}, VM_CONFIG",
        "tdx_measurement, '{\"measurement\":\"!\",\"checksum_file\":\"\"}', VM_CONFIG",
        "tdx_measurement, '{\"measurement\":\"\",\"checksum_file\":\"\"}', OS_IMAGE_HASH",
        "pic, 1, VM_CONFIG",
        "hugepages, null, VM_CONFIG",
        "num_gpus, -1, VM_CONFIG"
    })
    void aChangedMemberDoesNotGiveTheQuotesRegisters(String member, String json, ImageCheck code) throws Exception {
        AttestationResult result = verify(Config.with(Config.lite(), member, json));

        assertThat(result.verdict()).isEqualTo(Verdict.CONTRAINDICATED);
        assertThat(Real.firstFailure(result)).isEqualTo(code);
        assertThat(result.claim(ClaimName.COMPOSE_HASH).orElseThrow().proof())
                .as("quote and log hold all the same")
                .isInstanceOf(Proof.ReplayedTo.class);
        for (ClaimName name : new ClaimName[] {ClaimName.OS_IMAGE_HASH, ClaimName.MEMORY_SIZE, ClaimName.CPU_COUNT}) {
            assertThat(result.claim(name).map(Claim::proof))
                    .as(name.text())
                    .isIn(java.util.Optional.empty(), java.util.Optional.of(new Proof.Unproven()));
        }
        assertThat(result.claim(ClaimName.KERNEL_AUTHENTICODE)).isEmpty();
    }

    /** A document beside a legacy configuration is never used: the image itself would be needed. */
    @ParameterizedTest(name = "tdx_attestation_variant {0}")
    @ValueSource(strings = {"\"legacy\"", ""})
    void aLegacyConfigurationIsNotHelpedByADocument(String variant) throws Exception {
        AttestationResult result = verify(Config.with(Config.lite(), "tdx_attestation_variant", variant));

        assertThat(result.verdict()).isEqualTo(Verdict.NONE);
        assertThat(result.reasons().get(0).code()).isEqualTo(ImageCheck.OS_IMAGE_MISSING);
        assertThat(result.check(ImageCheck.MRTD_MISMATCH).orElseThrow().outcome())
                .isEqualTo(Outcome.NOT_RUN);
        assertThat(result.check(ImageCheck.MEASUREMENT_MISSING)).isEmpty();
        assertThat(result.claim(ClaimName.OS_IMAGE_HASH).orElseThrow().proof()).isEqualTo(new Proof.Unproven());
    }

    @Test
    void aLiteConfigurationWithoutADocumentNeverFallsBack() throws Exception {
        String config = Real.legacy().stack().config().replace("{", "{\"tdx_attestation_variant\":\"lite\",");

        AttestationResult result = Real.verifyLegacy(Real.withConfig(Real.legacy(), config));

        assertThat(result.verdict()).isEqualTo(Verdict.CONTRAINDICATED);
        assertThat(Real.firstFailure(result)).isEqualTo(ImageCheck.MEASUREMENT_MISSING);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {"[]", "{", "{} ", "null", "{\"memory_size\":1,\"memory_size\":2}", "{\"vm_config\":\"[]\"}"})
    void aConfigurationIsAnObject(String config) throws Exception {
        AttestationResult result = verify(config);

        boolean empty = config.strip().equals("{}");
        assertThat(result.verdict()).isEqualTo(empty ? Verdict.NONE : Verdict.CONTRAINDICATED);
        assertThat(result.check(ImageCheck.VM_CONFIG).orElseThrow().outcome())
                .isEqualTo(empty ? Outcome.PASSED : Outcome.FAILED);
        assertThat(result.check(DstackCheck.RTMR3_REPLAY).orElseThrow().outcome())
                .isEqualTo(Outcome.PASSED);
    }

    private static AttestationResult verify(String config) throws Exception {
        return Real.verifyLite(Real.withConfig(Real.lite(), config));
    }
}
