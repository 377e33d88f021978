package dev.teeproof.dstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.conformance.Conformance;
import dev.teeproof.eventlog.dstack.RuntimeEvent;
import dev.teeproof.snp.SnpReport;
import dev.teeproof.snp.VekEndorsement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** dstack's attestations of SNP guests in both wire forms, and what stands beside the report. */
class SnpAttestationTest {

    private static final String COMPOSE = "\"compose_hash\":\"" + "22".repeat(32) + "\"";

    @Test
    void aRealAttestationIsReadAndWrittenToTheByte() throws MalformedEvidenceException {
        Bytes sent = Bytes.copyOf(Conformance.bytes("dstack/sev_snp_attestation.bin"));

        Attestation attestation = Attestation.decode(sent);

        Platform.Snp snp = (Platform.Snp) attestation.platform();
        assertThat(snp.report().size()).isEqualTo(SnpReport.SIZE);
        assertThat(snp.certChain()).isEmpty();
        assertThat(MrConfig.hash(snp.mrConfig()))
                .isEqualTo(SnpReport.parse(snp.report()).hostData());
        assertThat(attestation.stack().runtimeEvents().events())
                .extracting(RuntimeEvent::event)
                .containsExactly(
                        "system-preparing",
                        "app-id",
                        "compose-hash",
                        "instance-id",
                        "boot-mr-done",
                        "os-image-hash",
                        "key-provider",
                        "storage-fs",
                        "system-ready");
        assertThat(attestation.encode()).isEqualTo(sent);
        assertThat(Attestation.decode(attestation.encodeV1())).isEqualTo(attestation);
        assertThat(attestation.stripped()).isEqualTo(attestation);
    }

    @Test
    void theGoldenMessagePackIsReadAndWrittenToTheByte() throws MalformedEvidenceException {
        Attestation attestation = Attestation.decode(Bytes.hex(Golden.SEV_SNP));

        assertThat(attestation.platform()).isInstanceOf(Platform.Snp.class);
        assertThat(attestation.encodeV1()).isEqualTo(Bytes.hex(Golden.SEV_SNP));
    }

    @Test
    void certificatesAreAPairOrATable() throws MalformedEvidenceException {
        Platform.Snp sent = (Platform.Snp) RealEvidence.request("dstack/sev-snp-attestation.json")
                .attestation()
                .platform();
        SnpReport report = SnpReport.parse(sent.report());
        List<Bytes> pair = sent.certChain();

        VekEndorsement endorsement = SnpCertChain.endorsement(sent, report).orElseThrow();

        assertThat(endorsement.issuer()).contains(pair.get(0));
        assertThat(endorsement.vek()).isEqualTo(pair.get(1));
        assertThat(SnpCertChain.endorsement(with(sent, List.of()), report)).isEmpty();
        assertThat(SnpCertChain.endorsement(with(sent, List.of(Bytes.zeros(24))), report))
                .isEmpty();
        assertThat(code(() ->
                        SnpCertChain.endorsement(with(sent, List.of(pair.get(0), pair.get(1), pair.get(1))), report)))
                .isEqualTo("BAD_LENGTH");
        assertThat(code(() -> SnpCertChain.endorsement(with(sent, List.of(pair.get(0))), report)))
                .isEqualTo("CERTIFICATE_TABLE");
    }

    @Test
    void noMoreCertificatesAreTakenThanAChainHas() {
        Bytes nine = Bytes.concat(Bytes.hex("0003" + "00" + "24"), Bytes.zeros(9), Bytes.hex("0000"), Bytes.zeros(65));

        assertThat(code(() -> Attestation.decode(nine))).isEqualTo("LIMIT_EXCEEDED");
    }

    /** The vector of specification 04 section 5.2. */
    @Test
    void hostDataIsTheHashOfTheExactDocument() throws MalformedEvidenceException {
        String document = "{\"app_id\":\"" + "11".repeat(20) + "\"," + COMPOSE + ",\"instance_id\":\"" + "33".repeat(20)
                + "\",\"key_provider\":\"none\",\"version\":3}";

        assertThat(MrConfig.hash(document).toHex())
                .isEqualTo("6b06a7d80f4eb75fdf785a6f1c28a8032cb003ea9f998ddc4700b63cad08eac4");
        assertThat(MrConfig.hash(document.replace(",", ", "))).isNotEqualTo(MrConfig.hash(document));
        MrConfig config = MrConfig.read(document);
        assertThat(config.appId()).contains(Bytes.hex("11".repeat(20)));
        assertThat(config.instanceId()).contains(Bytes.hex("33".repeat(20)));
        assertThat(config.keyProvider()).isEqualTo(MrConfig.KeyProvider.NONE);
        assertThat(config.initScriptHashes()).isEmpty();
        assertThat(config.keyProviderInfo()).isEqualTo(Bytes.utf8("{\"name\":\"none\",\"id\":\"\"}"));
    }

    @Test
    void noInitScriptsAreNotTheSameAsScriptsThatAreNotBound() throws MalformedEvidenceException {
        MrConfig none = MrConfig.read("{" + COMPOSE + ",\"key_provider\":\"local\",\"init_script_hashes\":[]}");

        assertThat(none.initScriptHashes()).isEqualTo(Optional.of(List.of()));
        assertThat(none.keyProviderInfo()).isEqualTo(Bytes.utf8("{\"name\":\"local-sgx\",\"id\":\"\"}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "\"key_provider\":\"none\"",
                "COMPOSE",
                "COMPOSE,\"key_provider\":\"local-sgx\"",
                "COMPOSE,\"key_provider\":\"none\",\"version\":2",
                "COMPOSE,\"key_provider\":\"none\",\"extra\":1",
                "COMPOSE,\"key_provider\":\"none\",\"app_id\":\"11\"",
                "COMPOSE,\"key_provider\":\"none\",\"init_script_hashes\":[\"11\"]",
                "COMPOSE,COMPOSE,\"key_provider\":\"none\""
            })
    void aDocumentOfAnotherFormIsRefused(String members) {
        String document = members.startsWith("[") || members.startsWith("{")
                ? members
                : "{" + members.replace("COMPOSE", COMPOSE) + "}";

        assertThat(code(() -> MrConfig.read(document))).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"3, 3", "4, 4"})
    void membersOfTheConfigurationMayStandInside(long vcpus, long expected) throws MalformedEvidenceException {
        String launch = "{\\\"checksum_file\\\":\\\"\\\",\\\"measurement\\\":\\\"\\\",\\\"vcpus\\\":" + vcpus
                + ",\\\"vcpu_type\\\":\\\"EPYC-v4\\\",\\\"guest_features\\\":1}";
        String inner = "{\"sev_snp_measurement\":\"" + launch + "\",\"os_image_hash\":\"aa\"}";
        String nested = "{\"vm_config\":\"" + inner.replace("\\", "\\\\").replace("\"", "\\\"")
                + "\",\"os_image_hash\":\"bb\",\"mr_config\":\"{}\"}";

        SnpVmConfig read = SnpVmConfig.read(nested);

        assertThat(read.launch().orElseThrow().vcpus()).isEqualTo(expected);
        assertThat(read.osImageHash()).isEqualTo(Bytes.hex("bb"));
        assertThat(read.mrConfig()).contains("{}");
        assertThat(SnpVmConfig.read(inner).osImageHash()).isEqualTo(Bytes.hex("aa"));
    }

    private static Platform.Snp with(Platform.Snp platform, List<Bytes> certChain) {
        return new Platform.Snp(platform.report(), certChain, platform.mrConfig());
    }

    private interface Reading {
        Object read() throws MalformedEvidenceException;
    }

    private static String code(Reading reading) {
        MalformedEvidenceException fault = catchThrowableOfType(MalformedEvidenceException.class, reading::read);
        assertThat(fault).isNotNull();
        return fault.code().name();
    }
}
