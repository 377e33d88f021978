package dev.teeproof.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.crypto.Digest;
import dev.teeproof.dstack.DstackCheck;
import dev.teeproof.image.ImageCheck;
import dev.teeproof.result.AttestationResult;
import dev.teeproof.result.Check;
import dev.teeproof.result.Claim;
import dev.teeproof.result.ClaimName;
import dev.teeproof.result.Outcome;
import dev.teeproof.result.Proof;
import dev.teeproof.result.SourceUnavailableException;
import dev.teeproof.result.Verdict;
import dev.teeproof.snp.SnpCheck;
import dev.teeproof.sources.AmdAnswer;
import dev.teeproof.sources.AmdItem;
import dev.teeproof.sources.AmdSource;
import dev.teeproof.verifier.render.DstackResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A real SNP guest that runs dstack: its platform is behind, and everything else is proven. */
class DstackSnpTest {

    private static final AppraisalPolicy LENIENT = AppraisalPolicy.STRICT.accepting("OutOfDate");

    private static final String ANCHOR = "AMD ARK-Milan";

    private static AttestationResult verify(AppraisalPolicy policy) throws Exception {
        return Verifier.builder()
                .policy(policy)
                .build()
                .verify(Evidence.read(RealSnp.file(RealSnp.WITH_CERTIFICATES)), RealSnp.AT);
    }

    @Test
    void strictlyItsTcbAloneIsNotAccepted() throws Exception {
        AttestationResult result = verify(AppraisalPolicy.STRICT);

        assertThat(result.verdict()).isEqualTo(Verdict.WARNING);
        assertThat(result.checks())
                .filteredOn(
                        check -> !Set.of(Outcome.PASSED, Outcome.NOT_APPLICABLE).contains(check.outcome()))
                .extracting(Check::code)
                .containsExactly(SnpCheck.TCB_STATUS_REJECTED);
        assertThat(result.check(DstackCheck.RTMR3_REPLAY).orElseThrow().outcome())
                .isEqualTo(Outcome.NOT_APPLICABLE);
    }

    @Test
    void withThatAcceptedItIsAffirmed() throws Exception {
        assertThat(verify(LENIENT).verdict()).isEqualTo(Verdict.AFFIRMING);
    }

    /** Proofs are told by their outermost link, and by what they commit to. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "APP_ID, 86e59625be93207bc2351c4d1bba20037cec8e16, HOST_DATA",
        "COMPOSE_HASH, 86e59625be93207bc2351c4d1bba20037cec8e168da6b18f559af5af657b7a23, HOST_DATA",
        "INSTANCE_ID, d378c00e65112c4235bfeb46c6a0f98fd02145a3, HOST_DATA",
        "DEVICE_ID, 310f86e9970d2b625f8a1024f05ea59d540743de63e9017c8c4c0f50a14a10a6, ComputedFrom",
        "MR_SYSTEM, ebf2076a74c394bd8c68ac10f341dd24e0d80f0411bbeb43f062e2b658309054, ComputedFrom",
        "MR_AGGREGATED, c7a8e492fcd0167c76f3c64ff20d96648403020f80b38e9384a7432077e4a7a7, ComputedFrom",
        "OS_IMAGE_HASH, f69c8e5031ec2b269bbc08839ce02cb98ee255d695626f941f4b37b95946d352, FitsTo",
        "MEASUREMENT_DOCUMENT, 07c29d6e773b7da30bd7e5ebd715fb2fc00ffa80b6b71db29b2d586f387a1aa3, FitsTo",
        "MEASUREMENT, 7f51e17f72a04d5422cb2c00998166536019a217376f3aa45a630e59c805a599847ff250dbffcd07e1ba639771d6f05d"
                + ", SignedBy",
        "HOST_DATA, 783f0057820acb99249af56cc3b07b4e8d80f65183167cba9cf437bb680f742f, SignedBy",
        "OVMF_DIGEST, ffb57e393469a497c0e3b07bd1c97d8611e555f464d14491837665893ac642b263a71f9507ff100a847897fe0c3f8c6f"
                + ", MEASUREMENT",
        "KERNEL_SHA256, dd9ea274ce9a07090b22e8284b0c841b65c021c2d15ca57d0f16731089dd226c, MEASUREMENT",
        "INITRD_SHA256, 5f844c4a2ca5a3d0711b3db38293b21ba929bb8e0b3c5bc1a779a57f69221c19, MEASUREMENT",
        "CPU_COUNT, 2, MEASUREMENT",
        "VCPU_TYPE, EPYC-v4, FitsTo",
        "REPORT_ID, ab942f03af5e6389b3c0fb8401af5d2fa4010f87e86d424989a57303ceabab12, SignedBy",
        "TCB_STATUS, OutOfDate, ComputedFrom",
        "CURRENT_TCB, 'boot loader 4, TEE 0, SNP firmware 24, microcode 213', SignedBy",
        "REPORTED_TCB, 'boot loader 4, TEE 0, SNP firmware 23, microcode 213', SignedBy",
        "CURRENT_FIRMWARE, 1.55.29, SignedBy",
        "PRODUCT, Milan, SignedBy",
        "SIGNING_KEY, VCEK, SignedBy",
        "VMPL, 0, SignedBy",
        "GUEST_SVN, 0, SignedBy"
    })
    void eachValueIsClaimedWithWhatItRestsOn(ClaimName name, String value, String proof) throws Exception {
        Claim claim = verify(LENIENT).claim(name).orElseThrow();

        assertThat(claim.value()).hasToString(value);
        assertThat(link(claim.proof())).isEqualTo(proof);
        if (!(claim.proof() instanceof Proof.FitsTo)) {
            assertThat(claim.proof().trustAnchor().orElseThrow().name()).startsWith(ANCHOR);
        }
    }

    private static String link(Proof proof) {
        return proof instanceof Proof.CommittedBy committed
                ? committed.commitment().name()
                : proof.getClass().getSimpleName();
    }

    @Test
    void theKeyProviderIsTheOneOfTheHostsDocument() throws Exception {
        JsonObject provider = Json.readObject(
                Bytes.utf8(verify(LENIENT)
                        .claim(ClaimName.KEY_PROVIDER)
                        .orElseThrow()
                        .value()
                        .toString()),
                "key_provider");

        assertThat(provider.string("name")).isEqualTo("kms");
        assertThat(provider.string("id"))
                .isEqualTo(
                        "3059301306072a8648ce3d020106082a8648ce3d0301070342000419b2457dd9b8aa6446d980f136fff7812ecd6c77"
                                + "740eeb0e28b10d56c0c00028a5b6e59dcea307d583bd1f70769e9c116df2bcfb1758a95d8613e7de1c8482c0");
    }

    /** A name of the image for whoever expects it; the same image is refused where another is expected. */
    @Test
    void anExpectedImageIsKnownAndAnotherIsRefused() throws Exception {
        Bytes image = Bytes.hex("f69c8e5031ec2b269bbc08839ce02cb98ee255d695626f941f4b37b95946d352");
        Evidence evidence = Evidence.read(RealSnp.file(RealSnp.WITH_CERTIFICATES));

        AttestationResult known = Verifier.builder()
                .policy(LENIENT)
                .referenceValues(new ReferenceValues("the owner", Set.of(image)))
                .build()
                .verify(evidence, RealSnp.AT);
        AttestationResult other = Verifier.builder()
                .policy(LENIENT)
                .referenceValues(new ReferenceValues("the owner", Set.of(Bytes.zeros(32))))
                .build()
                .verify(evidence, RealSnp.AT);

        assertThat(known.verdict()).isEqualTo(Verdict.AFFIRMING);
        assertThat(link(known.claim(ClaimName.OS_IMAGE_HASH).orElseThrow().proof()))
                .isEqualTo("MatchesReference");
        assertThat(other.verdict()).isEqualTo(Verdict.CONTRAINDICATED);
        assertThat(Real.firstFailure(other)).isEqualTo(ImageCheck.OS_IMAGE_REFERENCE);
    }

    @Test
    void dstackIsAnsweredAsItsOwnVerifierAnswers() throws Exception {
        JsonObject answer = DstackResponse.of(verify(AppraisalPolicy.STRICT));
        JsonObject details = answer.object("details");

        assertThat(answer.bool("is_valid", false)).isTrue();
        assertThat(details.string("tcb_status")).isEqualTo("OutOfDate");
        assertThat(details.string("tee_variant")).isEqualTo("dstack-amd-sev-snp");
        assertThat(details.bool("quote_verified", false)).isTrue();
        assertThat(details.bool("os_image_hash_verified", false)).isTrue();
        assertThat(details.bool("event_log_verified", true)).isFalse();
        assertThat(details.bool("acpi_tables_verified", true)).isFalse();
        assertThat(details.array("advisory_ids").strings()).isEmpty();
        assertThat(details.string("report_data"))
                .startsWith(Bytes.utf8("attest-test-fixture-2026").toHex() + "00");
        assertThat(details.object("key_provider").string("name")).isEqualTo("kms");
        assertThat(details.object("app_info").string("app_id")).isEqualTo("86e59625be93207bc2351c4d1bba20037cec8e16");
        assertThat(details.object("app_info").optional("mrtd")).isEmpty();
        assertThat(details.object("boot_info").string("tcbStatus")).isEqualTo("OutOfDate");
    }

    @Test
    void whatStandsBesideTheAttestationIsIgnoredAndTheSenderIsTold() throws Exception {
        JsonObject request = Json.readObject(RealSnp.file(RealSnp.WITH_CERTIFICATES), "request");
        Map<String, JsonValue> members = new LinkedHashMap<>(request.members());
        members.put("quote", Json.read(Bytes.utf8("\"zz\""), "junk"));
        members.put("event_log", Json.read(Bytes.utf8("[{}]"), "junk"));
        members.put("vm_config", Json.read(Bytes.utf8("7"), "junk"));

        AttestationResult result = Verifier.builder()
                .policy(LENIENT)
                .build()
                .verify(Evidence.read(Bytes.utf8(Json.write(JsonObject.of(members)))), RealSnp.AT);

        assertThat(result.verdict()).isEqualTo(Verdict.AFFIRMING);
        for (String member : List.of("quote", "event_log", "vm_config")) {
            assertThat(result.warnings()).contains("the member " + member + " is ignored beside an attestation");
        }
    }

    @Test
    void withoutCertificatesAndASourceNothingIsSaid() throws Exception {
        AttestationResult result = Verifier.builder()
                .build()
                .verify(Evidence.read(RealSnp.file(RealSnp.WITHOUT_CERTIFICATES)), RealSnp.AT);

        assertThat(result.verdict()).isEqualTo(Verdict.NONE);
        assertThat(result.reasons().get(0).code()).isEqualTo(SnpCheck.VEK_MISSING);
        assertThat(result.claims()).allMatch(claim -> claim.proof() instanceof Proof.Unproven);
    }

    /** Its configuration has the inputs of the launch inline, which binds them to no image. */
    @Test
    void withASourceTheReportIsVerifiedAndTheOldConfigurationIsRefused() throws Exception {
        AmdSource source = (item, at) -> {
            if (item instanceof AmdItem.Vcek) {
                return AmdAnswer.of(RealSnp.file("dstack/sev_snp_vcek.pem"), "the test");
            }
            throw new SourceUnavailableException("the test", "it has the VCEK's certificate alone");
        };
        AttestationResult result = Verifier.builder()
                .policy(LENIENT)
                .endorsements(source)
                .build()
                .verify(Evidence.read(RealSnp.file(RealSnp.WITHOUT_CERTIFICATES)), RealSnp.AT);

        assertThat(result.check(SnpCheck.REPORT_SIGNATURE).orElseThrow().outcome())
                .isEqualTo(Outcome.PASSED);
        assertThat(result.verdict()).isEqualTo(Verdict.CONTRAINDICATED);
        assertThat(Real.firstFailure(result)).isEqualTo(ImageCheck.VM_CONFIG);
        assertThat(result.claim(ClaimName.MEASUREMENT).orElseThrow().proof()).isInstanceOf(Proof.SignedBy.class);
        assertThat(result.claim(ClaimName.COMPOSE_HASH).orElseThrow().proof()).isEqualTo(new Proof.Unproven());
        assertThat(result.claim(ClaimName.OS_IMAGE_HASH)).isEmpty();
        assertThat(Digest.SHA_256.of(RealSnp.platform().report()))
                .hasToString("a20e02a2e8198894f3c4d0158276c5ae65e63b1908dd4540e058a2ea54d88d2e");
    }
}
