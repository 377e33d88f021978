package dev.teeproof.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.dstack.Attestation;
import dev.teeproof.image.SnpMeasurement;
import dev.teeproof.image.sev.SevSection;
import dev.teeproof.result.AttestationResult;
import dev.teeproof.result.Claim;
import dev.teeproof.result.ClaimName;
import dev.teeproof.result.Verdict;
import dev.teeproof.simulator.SimulatedReport;
import dev.teeproof.simulator.SnpBlueprint;
import dev.teeproof.snp.SnpProduct;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One change to what a real guest sent, beside its report or in it: the check that looks there finds it. */
class DstackSnpTamperTest {

    private static final Set<ClaimName> OF_APP_AND_IMAGE = Set.of(
            ClaimName.APP_ID,
            ClaimName.COMPOSE_HASH,
            ClaimName.INSTANCE_ID,
            ClaimName.KEY_PROVIDER,
            ClaimName.INIT_SCRIPT_HASHES,
            ClaimName.OS_IMAGE_HASH,
            ClaimName.MEASUREMENT_DOCUMENT,
            ClaimName.OVMF_DIGEST,
            ClaimName.KERNEL_SHA256,
            ClaimName.INITRD_SHA256,
            ClaimName.CMDLINE,
            ClaimName.CPU_COUNT,
            ClaimName.VCPU_TYPE);

    interface Change {
        Attestation make() throws Exception;
    }

    record Tampered(String what, String code, Change change) {
        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Tampered> cases() {
        return Stream.of(ofTheReport(), ofItsSurroundings(), ofTheLaunch(), ofTheDocument())
                .flatMap(List::stream);
    }

    private static List<Tampered> ofTheReport() {
        return List.of(
                new Tampered(
                        "a bit of the report",
                        "REPORT_SIGNATURE",
                        () -> RealSnp.withReport(Tamper.flip(RealSnp.platform().report(), 0x90))),
                new Tampered(
                        "a bit of the signature",
                        "REPORT_SIGNATURE",
                        () -> RealSnp.withReport(Tamper.flip(RealSnp.platform().report(), 0x2a0))),
                new Tampered(
                        "the VCEK of another chip",
                        "REPORT_SIGNATURE",
                        () -> RealSnp.withChain(
                                RealSnp.platform().certChain().get(0), RealSnp.file("snp/milan-v2.vcek.der"))),
                new Tampered(
                        "somebody else's ASK",
                        "VEK_CHAIN_UNTRUSTED",
                        () -> RealSnp.withChain(
                                simulated().issuer(),
                                RealSnp.platform().certChain().get(1))),
                new Tampered(
                        "somebody else's certificates",
                        "VEK_CHAIN_UNTRUSTED",
                        () -> RealSnp.withChain(
                                simulated().issuer(), simulated().vek())),
                new Tampered(
                        "the VCEK's certificate before the ASK's",
                        "VEK_CHAIN_UNTRUSTED",
                        () -> RealSnp.withChain(
                                RealSnp.platform().certChain().get(1),
                                RealSnp.platform().certChain().get(0))),
                new Tampered(
                        "no certificate",
                        "VEK_FORMAT",
                        () -> RealSnp.withChain(RealSnp.platform().certChain().get(0), Bytes.utf8("nothing"))));
    }

    private static SimulatedReport simulated() {
        return SnpBlueprint.of(SnpProduct.MILAN, 5, RealSnp.AT).mint();
    }

    private static List<Tampered> ofItsSurroundings() {
        return List.of(
                new Tampered("another report data", "REPORT_DATA", () -> RealSnp.withReportData(Bytes.zeros(64))),
                new Tampered(
                        "a character of mr_config",
                        "HOST_DATA",
                        () -> RealSnp.withMrConfig(RealSnp.platform().mrConfig().replace("86e59625", "86e59626"))),
                new Tampered(
                        "mr_config with the same meaning",
                        "HOST_DATA",
                        () -> RealSnp.withMrConfig(RealSnp.platform().mrConfig() + " ")),
                new Tampered(
                        "another mr_config in the configuration",
                        "MR_CONFIG_DIFFERS",
                        () -> RealSnp.withMember("mr_config", "\"{}\"")),
                new Tampered(
                        "no mr_config in the configuration",
                        "MR_CONFIG_DIFFERS",
                        () -> RealSnp.withMember("mr_config", "")),
                new Tampered("no configuration", "VM_CONFIG", () -> RealSnp.withConfig("")),
                new Tampered(
                        "no measurement document",
                        "MEASUREMENT_MISSING",
                        () -> RealSnp.withMember("sev_snp_measurement", "")),
                new Tampered(
                        "another image hash",
                        "OS_IMAGE_HASH",
                        () -> RealSnp.withMember("os_image_hash", "\"" + "00".repeat(32) + "\"")),
                new Tampered("no image hash", "OS_IMAGE_HASH", () -> RealSnp.withMember("os_image_hash", "")),
                new Tampered(
                        "a list of checksums that the image hash does not commit",
                        "OS_IMAGE_HASH",
                        () -> RealSnp.withLaunch("checksum_file", "\"\"")),
                new Tampered(
                        "the document's checksum on two lines",
                        "CHECKSUM_FILE",
                        () -> RealSnp.withChecksums(checksums() + checksums())),
                new Tampered("a line with no name", "CHECKSUM_FILE", () -> RealSnp.withChecksums(checksums() + "a\n")),
                new Tampered("no checksum of the document", "CHECKSUM_FILE", () -> RealSnp.withChecksums("\n")),
                new Tampered(
                        "another checksum of the document",
                        "MEASUREMENT_HASH",
                        () -> RealSnp.withChecksums(checksums().replace("07c2", "07c3"))));
    }

    private static String checksums() throws Exception {
        return RealSnp.launch().base64("checksum_file").toUtf8("checksums");
    }

    private static List<Tampered> ofTheLaunch() {
        List<Tampered> cases = new ArrayList<>();
        String[][] table = {
            {"vcpus", "1", "SNP_MEASUREMENT_MISMATCH"},
            {"vcpus", "3", "SNP_MEASUREMENT_MISMATCH"},
            {"vcpus", "0", "LAUNCH_INPUTS"},
            {"vcpus", "513", "LAUNCH_INPUTS"},
            {"vcpus", "4294967297", "VM_CONFIG"},
            {"vcpus", "", "VM_CONFIG"},
            {"vcpu_type", "\"EPYC-Milan\"", "SNP_MEASUREMENT_MISMATCH"},
            {"vcpu_type", "\"EPYC-Turin\"", "LAUNCH_INPUTS"},
            {"vcpu_type", "\"Opteron\"", "LAUNCH_INPUTS"},
            {"vcpu_type", "", "LAUNCH_INPUTS"},
            {"guest_features", "33", "SNP_MEASUREMENT_MISMATCH"},
            {"guest_features", "0", "LAUNCH_INPUTS"},
            {"guest_features", "", "VM_CONFIG"},
            {"measurement", "\"oA==\"", "MEASUREMENT_HASH"},
            {"measurement", "\"!\"", "VM_CONFIG"},
            {"a_new_member", "1", "VM_CONFIG"},
        };
        for (String[] row : table) {
            cases.add(new Tampered(row[0] + " " + row[1], row[2], () -> RealSnp.withLaunch(row[0], row[1])));
        }
        return cases;
    }

    private static List<Tampered> ofTheDocument() {
        return List.of(
                document("the command line", "SNP_MEASUREMENT_MISMATCH", d -> with(d, d.cmdline() + " init=/bin/sh")),
                document("a command line without a root", "LAUNCH_INPUTS", d -> with(d, "console=ttyS0")),
                document(
                        "the firmware",
                        "SNP_MEASUREMENT_MISMATCH",
                        d -> new SnpMeasurement(
                                d.cmdline(),
                                Tamper.flip(d.ovmfHash(), 47),
                                d.kernelHash(),
                                d.initrdHash(),
                                d.hashesTableGpa(),
                                d.resetEip(),
                                d.sections())),
                document(
                        "the kernel",
                        "SNP_MEASUREMENT_MISMATCH",
                        d -> new SnpMeasurement(
                                d.cmdline(),
                                d.ovmfHash(),
                                Tamper.flip(d.kernelHash(), 0),
                                d.initrdHash(),
                                d.hashesTableGpa(),
                                d.resetEip(),
                                d.sections())),
                document(
                        "the initrd",
                        "SNP_MEASUREMENT_MISMATCH",
                        d -> new SnpMeasurement(
                                d.cmdline(),
                                d.ovmfHash(),
                                d.kernelHash(),
                                Tamper.flip(d.initrdHash(), 31),
                                d.hashesTableGpa(),
                                d.resetEip(),
                                d.sections())),
                document(
                        "no initrd",
                        "SNP_MEASUREMENT_MISMATCH",
                        d -> new SnpMeasurement(
                                d.cmdline(),
                                d.ovmfHash(),
                                d.kernelHash(),
                                Bytes.empty(),
                                d.hashesTableGpa(),
                                d.resetEip(),
                                d.sections())),
                document(
                        "where in its page the table of hashes stands",
                        "SNP_MEASUREMENT_MISMATCH",
                        d -> with(d, d.hashesTableGpa() - 0x10, d.resetEip())),
                document("a table of hashes nowhere", "LAUNCH_INPUTS", d -> with(d, 0, d.resetEip())),
                document(
                        "where other vCPUs begin",
                        "SNP_MEASUREMENT_MISMATCH",
                        d -> with(d, d.hashesTableGpa(), d.resetEip() + 1)),
                document("other vCPUs that begin nowhere", "LAUNCH_INPUTS", d -> with(d, d.hashesTableGpa(), 0)),
                document("where a section stands", "SNP_MEASUREMENT_MISMATCH", d -> with(d, moved(d.sections(), 1))),
                document(
                        "the order of sections",
                        "SNP_MEASUREMENT_MISMATCH",
                        d -> with(d, Edit.swap(d.sections(), 5, 6))),
                document("no section", "LAUNCH_INPUTS", d -> with(d, List.of())),
                new Tampered(
                        "a document that cannot be read",
                        "MEASUREMENT_FORMAT",
                        () -> RealSnp.withDocument(Bytes.of(0xa0))));
    }

    private static Tampered document(String what, String code, UnaryOperator<SnpMeasurement> change) {
        return new Tampered(what, code, () -> RealSnp.withDocument(change));
    }

    private static SnpMeasurement with(SnpMeasurement d, String cmdline) {
        return new SnpMeasurement(
                cmdline, d.ovmfHash(), d.kernelHash(), d.initrdHash(), d.hashesTableGpa(), d.resetEip(), d.sections());
    }

    private static SnpMeasurement with(SnpMeasurement d, long table, long eip) {
        return new SnpMeasurement(d.cmdline(), d.ovmfHash(), d.kernelHash(), d.initrdHash(), table, eip, d.sections());
    }

    private static SnpMeasurement with(SnpMeasurement d, List<SevSection> sections) {
        return new SnpMeasurement(
                d.cmdline(), d.ovmfHash(), d.kernelHash(), d.initrdHash(), d.hashesTableGpa(), d.resetEip(), sections);
    }

    private static List<SevSection> moved(List<SevSection> sections, int index) {
        SevSection section = sections.get(index);
        return Edit.set(sections, index, new SevSection(section.gpa() + 0x1000, section.size(), section.type()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void theChangeIsFoundAndNothingOfAppAndImageIsProven(Tampered tampered) throws Exception {
        AttestationResult result = RealSnp.verify(tampered.change().make());

        assertThat(Real.firstFailure(result).name())
                .as(result.reasons().get(0).statement())
                .isEqualTo(tampered.code());
        assertThat(result.verdict()).isEqualTo(Verdict.CONTRAINDICATED);
        assertThat(result.claims())
                .filteredOn(claim -> OF_APP_AND_IMAGE.contains(claim.name()))
                .extracting(Claim::proof)
                .allMatch(proof -> proof.trustAnchor().isEmpty());
    }

    @Test
    void theSameOverTheWireIsAffirmed() throws Exception {
        AttestationResult result = RealSnp.verify(RealSnp.attestation());

        assertThat(result.verdict()).isEqualTo(Verdict.AFFIRMING);
        assertThat(result.claims()).extracting(Claim::name).contains(ClaimName.APP_ID, ClaimName.CMDLINE);
    }

    /** Two names of one signature are measured alike, so a name is no more than what fits. */
    @Test
    void aTypeThatIsMeasuredAlikeChangesNothingThatIsProven() throws Exception {
        AttestationResult result = RealSnp.verify(RealSnp.withLaunch("vcpu_type", "\"EPYC-IBPB\""));

        assertThat(result.verdict()).isEqualTo(Verdict.AFFIRMING);
        assertThat(result.claim(ClaimName.VCPU_TYPE).orElseThrow().proof().trustAnchor())
                .isEmpty();
    }
}
