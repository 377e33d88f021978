package dev.teeproof.dstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Digest;
import dev.teeproof.dstack.VmConfig.MeasurementDocument;
import dev.teeproof.dstack.VmConfig.Variant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VmConfigTest {

    private static final VmConfig DEFAULT = new VmConfig(
            Bytes.empty(),
            0,
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Variant.LEGACY,
            Optional.empty());

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"spec_version\":1,\"mr_config\":\"x\"}", "{\"vm_config\":\"{}\"}"})
    void everyMemberHasADefault(String text) throws Exception {
        assertThat(VmConfig.read(text)).isEqualTo(DEFAULT);
    }

    @Test
    void nullStandsForAbsentWhereAMemberIsOptional() throws Exception {
        assertThat(
                        VmConfig.read(
                                "{\"qemu_single_pass_add_pages\":null,\"pic\":null,\"qemu_version\":null,\"image\":null,"
                                        + "\"ovmf_variant\":null,\"tdx_measurement\":null,\"gcp_measurement\":null,\"aws_measurement\":null}"))
                .isEqualTo(DEFAULT);
    }

    @Test
    void theConfigurationOfALiteMachineIsRead() throws Exception {
        VmConfig config = VmConfig.read(RealEvidence.lite().stack().config());
        MeasurementDocument document = config.tdxMeasurement().orElseThrow();

        assertThat(config)
                .isEqualTo(new VmConfig(
                        Bytes.hex("e6f5cfec20c02e7b97baa213d0f718020b55e040172d90ccbcb946d56c8b09db"),
                        2,
                        0x8000_0000L,
                        Optional.empty(),
                        Optional.of("8.2.2"),
                        Optional.of("dstack-0.6.0"),
                        Optional.of("pre202505"),
                        Variant.LITE,
                        Optional.of(document)));
        assertThat(document.checksumFile())
                .isEqualTo(Bytes.utf8(
                        "8c9e955f0b577cc8945a891a34ccfa5b8e08bb5e5d249992603e64dd14870e3c  measurement.tdx.cbor\n"));
        assertThat(document.measurement().size()).isEqualTo(384);
        assertThat(Digest.SHA_256.of(document.measurement()))
                .isEqualTo(Bytes.hex("8c9e955f0b577cc8945a891a34ccfa5b8e08bb5e5d249992603e64dd14870e3c"));
    }

    @Test
    void theConfigurationInsideASystemsIsRead() throws Exception {
        assertThat(VmConfig.read(RealEvidence.guestAgent().stack().config()))
                .isEqualTo(new VmConfig(
                        Bytes.hex("e61be43dd1cc6a6f5edefd7c51b608983780839b0000ce60dd99737dcffe09b9"),
                        8,
                        17_179_869_184L,
                        Optional.empty(),
                        Optional.of("8.2.2"),
                        Optional.of("dstack-0.6.0"),
                        Optional.empty(),
                        Variant.LEGACY,
                        Optional.empty()));
    }

    @Test
    void theConfigurationBesideAQuoteIsRead() throws Exception {
        assertThat(VmConfig.read(RealEvidence.quoteReport().stack().config()))
                .isEqualTo(new VmConfig(
                        Bytes.hex("14ad42d0270b444eaeb53918a5a94d9b17eec7a817cd336173b17c5327541c67"),
                        16,
                        68_719_476_736L,
                        Optional.of(false),
                        Optional.of("9.2.1"),
                        Optional.empty(),
                        Optional.empty(),
                        Variant.LEGACY,
                        Optional.empty()));
    }

    @Test
    void aDocumentAloneNeverMakesAConfigurationLite() throws Exception {
        VmConfig config =
                VmConfig.read("{\"tdx_measurement\":{\"measurement\":\"AQI=\",\"checksum_file\":\"\",\"more\":1}}");

        assertThat(config.variant()).isEqualTo(Variant.LEGACY);
        assertThat(config.tdxMeasurement()).contains(new MeasurementDocument(Bytes.empty(), Bytes.hex("0102")));
        assertThat(VmConfig.read("{\"tdx_attestation_variant\":\"lite\"}").tdxMeasurement())
                .isEmpty();
    }

    @Test
    void aNestedConfigurationIsUnwrappedOnceAndOnlyFromText() throws Exception {
        assertThat(VmConfig.read("{\"cpu_count\":1,\"vm_config\":\"{\\\"cpu_count\\\":2}\"}")
                        .cpuCount())
                .isEqualTo(2);
        assertThat(VmConfig.read("{\"cpu_count\":1,\"vm_config\":{\"cpu_count\":2}}")
                        .cpuCount())
                .isEqualTo(1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "\"os_image_hash\":null, WRONG_TYPE, os_image_hash",
                "\"os_image_hash\":1, WRONG_TYPE, os_image_hash",
                "\"os_image_hash\":\"0xe6\", BAD_VALUE, os_image_hash",
                "\"os_image_hash\":\"e6f\", BAD_LENGTH, os_image_hash",
                "\"cpu_count\":\"2\", WRONG_TYPE, cpu_count",
                "\"cpu_count\":2.0, WRONG_TYPE, cpu_count",
                "\"cpu_count\":-1, BAD_VALUE, cpu_count",
                "\"cpu_count\":4294967296, BAD_VALUE, cpu_count",
                "\"cpu_count\":null, WRONG_TYPE, cpu_count",
                "\"memory_size\":\"2G\", WRONG_TYPE, memory_size",
                "\"memory_size\":2e9, WRONG_TYPE, memory_size",
                "\"memory_size\":-2147483648, BAD_VALUE, memory_size",
                "\"memory_size\":9223372036854775808, BAD_VALUE, memory_size",
                "\"qemu_single_pass_add_pages\":\"true\", WRONG_TYPE, qemu_single_pass_add_pages",
                "\"qemu_single_pass_add_pages\":1, WRONG_TYPE, qemu_single_pass_add_pages",
                "\"pic\":0, WRONG_TYPE, pic",
                "\"qemu_version\":8, WRONG_TYPE, qemu_version",
                "\"pci_hole64_size\":null, WRONG_TYPE, pci_hole64_size",
                "\"hugepages\":null, WRONG_TYPE, hugepages",
                "\"hugepages\":\"false\", WRONG_TYPE, hugepages",
                "\"num_gpus\":true, WRONG_TYPE, num_gpus",
                "\"num_nvswitches\":-1, BAD_VALUE, num_nvswitches",
                "\"num_nics\":null, WRONG_TYPE, num_nics",
                "\"num_verity_volumes\":1.5, WRONG_TYPE, num_verity_volumes",
                "\"swtpm\":1, WRONG_TYPE, swtpm",
                "\"hotplug_off\":\"\", WRONG_TYPE, hotplug_off",
                "\"image\":{}, WRONG_TYPE, image",
                "\"host_share_mode\":9, WRONG_TYPE, host_share_mode",
                "\"host_share_mode\":null, WRONG_TYPE, host_share_mode",
                "\"ovmf_variant\":0, WRONG_TYPE, ovmf_variant",
                "\"tdx_attestation_variant\":null, WRONG_TYPE, tdx_attestation_variant",
                "\"tdx_attestation_variant\":1, WRONG_TYPE, tdx_attestation_variant",
                "\"tdx_attestation_variant\":\"Lite\", BAD_VALUE, tdx_attestation_variant",
                "\"tdx_attestation_variant\":\"full\", BAD_VALUE, tdx_attestation_variant",
                "\"tdx_attestation_variant\":\"\", BAD_VALUE, tdx_attestation_variant",
                "\"tdx_measurement\":\"\", WRONG_TYPE, tdx_measurement",
                "\"tdx_measurement\":{}, MISSING, tdx_measurement.checksum_file",
                "\"tdx_measurement\":{\"checksum_file\":\"\"}, MISSING, tdx_measurement.measurement",
                "`\"tdx_measurement\":{\"checksum_file\":\"-_\",\"measurement\":\"\"}`, BAD_VALUE, tdx_measurement.checksum_file",
                "`\"tdx_measurement\":{\"checksum_file\":\"\",\"measurement\":null}`, WRONG_TYPE, tdx_measurement.measurement",
                "\"gcp_measurement\":[], WRONG_TYPE, gcp_measurement",
                "\"aws_measurement\":{}, MISSING, aws_measurement.checksum_file",
            })
    void aMemberOfAnotherTypeIsRefusedAlsoWhereNoCheckReadsIt(String member, Malformation code, String path) {
        MalformedEvidenceException fault = fault("{" + member + "}");

        assertThat(fault.code()).isEqualTo(code);
        assertThat(fault.path()).isEqualTo("vm_config." + path);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "[], WRONG_TYPE",
                "null, WRONG_TYPE",
                "nonsense, BAD_VALUE",
                "` `, TRUNCATED",
                "{\"vm_config\":\"\"}, TRUNCATED",
                "{\"vm_config\":\"[]\"}, WRONG_TYPE",
                "`{\"cpu_count\":1,\"cpu_count\":1}`, DUPLICATE",
            })
    void whatIsNoObjectIsRefused(String text, Malformation code) {
        MalformedEvidenceException fault = fault(text);

        assertThat(fault.code()).isEqualTo(code);
        assertThat(fault.path()).isEqualTo("vm_config");
    }

    private static MalformedEvidenceException fault(String text) {
        return catchThrowableOfType(MalformedEvidenceException.class, () -> VmConfig.read(text));
    }
}
