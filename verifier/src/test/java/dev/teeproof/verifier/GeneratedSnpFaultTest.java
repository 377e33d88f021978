package dev.teeproof.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Base64Text;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.crypto.Digest;
import dev.teeproof.dstack.DstackCheck;
import dev.teeproof.image.ImageCheck;
import dev.teeproof.image.SnpMeasurement;
import dev.teeproof.result.AttestationResult;
import dev.teeproof.result.Verdict;
import dev.teeproof.simulator.SimulatedReport;
import dev.teeproof.simulator.SimulatedSnp;
import dev.teeproof.simulator.SimulatedSnpImage;
import dev.teeproof.simulator.SnpBlueprint;
import dev.teeproof.simulator.SnpMachineBlueprint;
import dev.teeproof.simulator.SnpMachineFault;
import dev.teeproof.simulator.SnpShape;
import dev.teeproof.snp.AmdTrustAnchors;
import dev.teeproof.snp.SigningKey;
import dev.teeproof.snp.SnpCheck;
import dev.teeproof.snp.SnpProduct;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every fault of an SNP machine, alone in a machine that is right otherwise, of each product line and version of reports. */
class GeneratedSnpFaultTest {

    /** No register is there to replay to, so the check never is more than not applicable. */
    private static final Set<String> OUT_OF_REACH = Set.of("RTMR3_REPLAY");

    /** These need more than a machine: a policy (SnpPolicyTest) and an expected image (DstackSnpTest). */
    private static final Set<String> ELSEWHERE = Set.of("CRL_MISSING", "OS_IMAGE_REFERENCE");

    /** Of a report that a VLEK signed these are no faults, or are what it is. */
    private static final Set<SnpMachineFault> NONE_WITH_A_VLEK = EnumSet.of(
            SnpMachineFault.VLEK_FOR_A_VCEK,
            SnpMachineFault.VCEK_FOR_A_VLEK,
            SnpMachineFault.ASVK_FOR_A_VCEK,
            SnpMachineFault.VLEK_SIGNED,
            SnpMachineFault.CHIP_ID_MASKED);

    private static final Map<String, UnaryOperator<SnpMachineBlueprint>> OF_THE_CONFIGURATION = Map.ofEntries(
            Map.entry(
                    "REPORT_DATA_PAYLOAD failed",
                    plan -> plan.pod("{}").platform(platform -> platform.reportData(Bytes.of(1)))),
            Map.entry("MR_CONFIG_DIFFERS failed", plan -> plan.vmConfig("\"mr_config\":\"{", "\"mr_config\":\"{ ")),
            Map.entry("VM_CONFIG failed", plan -> plan.vmConfig("\\\"vcpus\\\":2", "\\\"vcpus\\\":-2")),
            Map.entry("MEASUREMENT_MISSING failed", plan -> plan.vmConfig("sev_snp_measurement", "a_new_member")),
            Map.entry("CHECKSUM_FILE failed", plan -> plan.image(withChecksums(image -> "no list"))),
            Map.entry(
                    "MEASUREMENT_HASH failed",
                    plan -> plan.image(
                            withChecksums(image -> "00".repeat(32) + "  " + SnpMeasurement.FILE_NAME + "\n"))),
            Map.entry("MEASUREMENT_FORMAT failed", GeneratedSnpFaultTest::withAnEmptyDocument),
            Map.entry("LAUNCH_INPUTS failed", plan -> plan.statedShape(new SnpShape(2, "EPYC-v4", 0))));

    private static SimulatedSnpImage withChecksums(Function<SimulatedSnpImage, String> text) {
        SimulatedSnpImage image = SimulatedSnpImage.named("other-checksums");
        return new SimulatedSnpImage(
                image.name(),
                image.firmware(),
                image.kernel(),
                image.initrd(),
                image.cmdline(),
                image.measurement(),
                Bytes.utf8(text.apply(image)));
    }

    private static SnpMachineBlueprint withAnEmptyDocument(SnpMachineBlueprint plan) {
        Bytes document = Bytes.of(0xa0);
        Bytes checksums = Bytes.utf8(Digest.SHA_256.of(document) + "  " + SnpMeasurement.FILE_NAME + "\n");
        String launch = Json.write(new JsonString("{\"checksum_file\":\"" + Base64Text.encode(checksums)
                + "\",\"measurement\":\"" + Base64Text.encode(document)
                + "\",\"vcpus\":2,\"vcpu_type\":\"EPYC-v4\",\"guest_features\":1}"));
        return plan.vmConfig("\"sev_snp_measurement\":", "\"sev_snp_measurement\":" + launch + ",\"a_new_member\":")
                .vmConfig(
                        "{\"os_image_hash\":\"",
                        "{\"os_image_hash\":\"" + Digest.SHA_256.of(checksums) + "\",\"another_member\":\"");
    }

    private static SnpBlueprint plan(SnpProduct product, int version, SigningKey key) {
        return SnpCase.report(product).version(version).signingKey(key);
    }

    private static AppraisalPolicy policy(SigningKey key) {
        return key == SigningKey.VLEK ? AppraisalPolicy.STRICT.accepting("vlek") : AppraisalPolicy.STRICT;
    }

    @ParameterizedTest
    @CsvSource({
        "MILAN, 2, VCEK",
        "MILAN, 3, VCEK",
        "MILAN, 4, VCEK",
        "MILAN, 5, VCEK",
        "MILAN, 2, VLEK",
        "MILAN, 3, VLEK",
        "GENOA, 2, VCEK",
        "GENOA, 3, VCEK",
        "GENOA, 5, VCEK",
        "GENOA, 5, VLEK",
        "TURIN, 2, VCEK",
        "TURIN, 3, VCEK",
        "TURIN, 5, VCEK",
        "TURIN, 5, VLEK"
    })
    void withoutAFaultAReportIsAffirmedUnderItsOwnRootAlone(SnpProduct product, int version, SigningKey key)
            throws Exception {
        SimulatedReport report = plan(product, version, key).mint();

        AttestationResult result = SnpCase.verify(report, SnpCase.roots(product), policy(key));

        assertThat(result.reasons()).isEmpty();
        assertThat(result.verdict()).isEqualTo(Verdict.AFFIRMING);
        assertThat(SnpCase.finding(() -> SnpCase.verify(report, AmdTrustAnchors.amd(), policy(key))))
                .isEqualTo("VEK_CHAIN_UNTRUSTED failed");
    }

    @ParameterizedTest
    @CsvSource({
        "MILAN, 3, VCEK",
        "MILAN, 2, VLEK",
        "GENOA, 2, VCEK",
        "GENOA, 5, VCEK",
        "TURIN, 3, VCEK",
        "TURIN, 5, VLEK"
    })
    void withoutAFaultAMachineIsAffirmedUnderItsOwnRootAlone(SnpProduct product, int version, SigningKey key)
            throws Exception {
        SimulatedSnp machine = SnpCase.machine(product)
                .platform(platform -> platform.version(version).signingKey(key))
                .build();

        AttestationResult result = SnpCase.verify(machine, SnpCase.roots(product), policy(key));

        assertThat(result.reasons()).isEmpty();
        assertThat(result.verdict()).isEqualTo(Verdict.AFFIRMING);
        assertThat(SnpCase.finding(() -> SnpCase.verify(machine, AmdTrustAnchors.amd(), policy(key))))
                .isEqualTo("VEK_CHAIN_UNTRUSTED failed");
    }

    @ParameterizedTest
    @CsvSource({
        "MILAN, 2, VCEK",
        "MILAN, 3, VLEK",
        "GENOA, 3, VCEK",
        "GENOA, 5, VCEK",
        "TURIN, 2, VLEK",
        "TURIN, 5, VCEK"
    })
    void eachFaultOfAReportIsFoundByTheCheckThatLooksForIt(SnpProduct product, int version, SigningKey key) {
        SnpBlueprint right = plan(product, version, key);
        AmdTrustAnchors roots = SnpCase.roots(product);
        int found = 0;
        for (SnpMachineFault fault : SnpMachineFault.values()) {
            if (!fault.concerns(right) || key == SigningKey.VLEK && NONE_WITH_A_VLEK.contains(fault)) {
                continue;
            }
            SimulatedReport broken = fault.in(right).mint();
            AmdTrustAnchors trusted = fault == SnpMachineFault.ROOT_ALLOWS_NO_ISSUER ? broken.trustAnchors() : roots;

            assertThat(SnpCase.finding(() -> SnpCase.verify(broken, trusted, policy(key))))
                    .as(fault.words())
                    .isEqualTo(SnpFaults.finding(fault, version));
            found++;
        }
        assertThat(found).isGreaterThan(50);
    }

    @ParameterizedTest
    @EnumSource
    void eachFaultOfAMachineIsFoundByTheCheckThatLooksForIt(SnpProduct product) {
        SnpMachineBlueprint right = SnpCase.machine(product);
        AmdTrustAnchors roots = SnpCase.roots(product);
        for (SnpMachineFault fault : SnpMachineFault.values()) {
            if (product != SnpProduct.TURIN
                    && Set.of(SnpMachineFault.FMC_MISSING, SnpMachineFault.VEK_OF_ANOTHER_FMC)
                            .contains(fault)) {
                continue;
            }
            SimulatedSnp broken = fault.in(right).build();
            AmdTrustAnchors trusted = fault == SnpMachineFault.ROOT_ALLOWS_NO_ISSUER
                    ? broken.report().trustAnchors()
                    : roots;

            assertThat(SnpCase.finding(() -> SnpCase.verify(broken, trusted, AppraisalPolicy.STRICT)))
                    .as(fault.words())
                    .isEqualTo(SnpFaults.finding(fault, 3));
        }
    }

    @Test
    void whatCanBeWrongWithAConfigurationIsFoundByTheCheckThatLooksForIt() {
        AmdTrustAnchors roots = SnpCase.roots(SnpProduct.GENOA);
        OF_THE_CONFIGURATION.forEach((finding, change) -> {
            SimulatedSnp broken =
                    change.apply(SnpCase.machine(SnpProduct.GENOA)).build();

            assertThat(SnpCase.finding(() -> SnpCase.verify(broken, roots, AppraisalPolicy.STRICT)))
                    .isEqualTo(finding);
        });
    }

    @Test
    void bytesThatAreNoCertificateOrListAreFound() throws Exception {
        SimulatedReport report = SnpCase.report(SnpProduct.MILAN).mint();
        SimulatedReport torn = SnpCase.report(SnpProduct.MILAN)
                .table(table -> {
                    int vek = Tamper.find(table, report.vek());
                    return Tamper.flip(table, vek + 4, 0x10);
                })
                .mint();

        assertThat(SnpCase.finding(() -> SnpCase.verify(torn, report.trustAnchors(), AppraisalPolicy.STRICT)))
                .isEqualTo("VEK_FORMAT failed");
        assertThat(SnpCase.finding(() -> Verifier.builder()
                        .trustAnchors(report.trustAnchors())
                        .endorsements(SnpCase.giving(Bytes.utf8("no list")))
                        .build()
                        .verify(Evidence.read(report.extended()), SnpCase.AT)))
                .isEqualTo("CRL_FORMAT failed");
    }

    @Test
    void everyCodeWithinReachHasItsFault() {
        List<String> findings = new ArrayList<>(SnpFaults.findings().values());
        findings.addAll(OF_THE_CONFIGURATION.keySet());
        Set<String> codes = new HashSet<>(Set.of("VEK_FORMAT", "CRL_FORMAT"));
        findings.forEach(finding -> codes.add(finding.substring(0, finding.indexOf(' '))));
        assertThat(codes).doesNotContainAnyElementsOf(OUT_OF_REACH).doesNotContainAnyElementsOf(ELSEWHERE);

        codes.addAll(OUT_OF_REACH);
        codes.addAll(ELSEWHERE);

        assertThat(SnpFaults.findings()).containsOnlyKeys(SnpMachineFault.values());
        assertThat(codes)
                .containsAll(SnpCheck.ALL.stream().map(Enum::name).toList())
                .containsAll(DstackCheck.SNP.stream().map(Enum::name).toList())
                .containsAll(ImageCheck.SNP.stream().map(Enum::name).toList());
    }
}
