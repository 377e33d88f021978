package dev.teeproof.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import dev.teeproof.dcap.TrustAnchors;
import dev.teeproof.image.ImageCheck;
import dev.teeproof.result.AttestationResult;
import dev.teeproof.result.Check;
import dev.teeproof.result.Claim;
import dev.teeproof.result.ClaimName;
import dev.teeproof.result.Outcome;
import dev.teeproof.result.Proof;
import dev.teeproof.result.TrustAnchor;
import dev.teeproof.result.Verdict;
import dev.teeproof.sources.GivenCollateral;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A real TDX-lite machine: dstack's golden values, and what each rests on. */
class LiteClaimsTest {

    private static final Bytes IMAGE = Bytes.hex("e6f5cfec20c02e7b97baa213d0f718020b55e040172d90ccbcb946d56c8b09db");

    /** Name, value, and the links of the proof, the nearest first. */
    private static final String CLAIMS = """
            REPORT_DATA 646970313a3a736563703235366b31632d706b3a41353570576d74654a494a4f6a385f7049372d707a654478793147327131384744763838484e526442586b51 SignedBy
            MRTD fd685522ce791dfef67414614eb07d03fc07a32c5a66f36288b329dab92b724b1564c73d436ffb9ea84488c51ac5a1c5 SignedBy
            RTMR0 f8438db36b96f85d8752ff7f24a89ec05c79ec9eda2ba732c897fb970ca429365b7471b1c054cb84f17b1c2b23ba6640 SignedBy
            RTMR1 2023546e7f3b9d1228e274f70c44d481162540f8452544520a796a52f06879709b81a824a26792a7822327504b0d2aee SignedBy
            RTMR2 4c1b739ed451a637b0f82642e48a5ea83925d23633c72e7385c8e9aca4175e133ed1625b7d92eb39edf509c27ff392dc SignedBy
            RTMR3 6f24c170d0fd63fc2b1b53202eea47b013978437fa6982cf5e0438ff95c208994aaa0f4ebab2e3a66824b5b56869137e SignedBy
            MR_CONFIG_ID 0186b0e55f2fa8e4fb69d890f14f54d5612707646e2573d54e0d2ddaaade77caa9000000000000000000000000000000 SignedBy
            MR_OWNER 000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000 SignedBy
            MR_OWNER_CONFIG 000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000 SignedBy
            MR_SEAM d0d80c085166ba78ccc69af268e5753cf0f3394523cb4ff7c50b08d9265c82489c099c377be6a400e4d2b57da924012c SignedBy
            TD_ATTRIBUTES 0000001000000000 SignedBy
            XFAM e702060000000000 SignedBy
            TCB_STATUS UpToDate ComputedFrom
            FMSPC 90c06f000000 SignedBy
            APP_ID 86b0e55f2fa8e4fb69d890f14f54d5612707646e ReplayedTo
            COMPOSE_HASH 86b0e55f2fa8e4fb69d890f14f54d5612707646e2573d54e0d2ddaaade77caa9 ReplayedTo
            INSTANCE_ID 050bf89570575fe8fab4cb8f0a62a9e64efe8ead ReplayedTo
            MR_SYSTEM 118f754a080ecb8527df65656ee4e7e97b891cf488ad6a38886ff0dbca0c8f70 ComputedFrom
            MR_AGGREGATED c758fa624b62536ca77504c4c52745e70880220a178a615a859c52f8b101d2ee ComputedFrom
            ACPI_LOADER_SHA384 095d04cf26fe03aef6e3561fa24c1aa1cea93f4aeaf563b1f9f7616184c53454875925759434769cec2490acb563a337 ReplayedTo
            ACPI_RSDP_SHA384 8d9a4d4777a1bc77ecd9d8d37a4628129a80052a510320159a20a923bd07a0e90d8d1f2e1ebf088992b25f0d0fa672ef ReplayedTo
            ACPI_TABLES_SHA384 3070721e169bc41884724cb0e6b3082e1baf249083d8b389181ba50b9afa951057876c380b8870e8c2facf2eff67a2b6 ReplayedTo
            OS_IMAGE_HASH e6f5cfec20c02e7b97baa213d0f718020b55e040172d90ccbcb946d56c8b09db FitsTo
            MEASUREMENT_DOCUMENT 8c9e955f0b577cc8945a891a34ccfa5b8e08bb5e5d249992603e64dd14870e3c FitsTo
            MEMORY_SIZE 2147483648 FitsTo
            CPU_COUNT 2 Unproven
            QEMU_VERSION 8.2.2 Unproven
            IMAGE_NAME dstack-0.6.0 Unproven
            """;

    @Test
    void everyCheckOfTheRealMachinePasses() throws Exception {
        AttestationResult result = verify(ReferenceValues.NONE);

        assertThat(result.verdict()).isEqualTo(Verdict.AFFIRMING);
        assertThat(result.reasons()).isEmpty();
        assertThat(result.warnings())
                .satisfiesExactly(
                        acpi -> assertThat(acpi).startsWith("the contents of the ACPI tables"),
                        image -> assertThat(image).startsWith("nobody has said which OS image to expect"));
        assertThat(result.evidence()).isEqualTo("dstack on Intel TDX");
        assertThat(result.at()).isEqualTo(Real.LITE_AT);
        assertThat(result.until()).contains(java.time.Instant.parse("2026-04-15T22:06:09Z"));
        assertThat(result.checks().stream()
                        .filter(check -> check.outcome() == Outcome.NOT_APPLICABLE)
                        .map(check -> check.code().name()))
                .containsExactly(
                        "SERVICE_TD_PRESENT",
                        "REPORT_DATA_PAYLOAD",
                        "RTMR0_REPLAY",
                        "RTMR1_REPLAY",
                        "RTMR2_REPLAY",
                        "OS_IMAGE_REFERENCE");
        assertThat(result.checks()).extracting(Check::outcome).containsOnly(Outcome.PASSED, Outcome.NOT_APPLICABLE);
    }

    @Test
    void everyClaimHasItsValueAndItsKindOfProof() throws Exception {
        AttestationResult result = verify(ReferenceValues.NONE);

        for (String line : CLAIMS.lines().toList()) {
            String[] words = line.split(" ", -1);
            Claim claim = result.claim(ClaimName.valueOf(words[0])).orElseThrow();
            assertThat(claim.value()).as(words[0]).hasToString(words[1]);
            assertThat(claim.proof().getClass().getSimpleName()).as(words[0]).isEqualTo(words[2]);
        }
        assertThat(result.claims()).hasSize(48);
        assertThat(result.claim(ClaimName.SGX_TCB_STATUS).orElseThrow().value()).hasToString("UpToDate");
        assertThat(result.claim(ClaimName.TCB_DATE).orElseThrow().proof()).isInstanceOf(Proof.ComputedFrom.class);
        assertThat(result.claim(ClaimName.ADVISORY_IDS).orElseThrow().value()).hasToString("");
        assertThat(result.claim(ClaimName.RUNTIME_EVENTS).orElseThrow().value())
                .hasToString("system-preparing, app-id, compose-hash, instance-id, boot-mr-done, os-image-hash,"
                        + " key-provider, storage-fs, system-ready");
        assertThat(result.claim(ClaimName.KEY_PROVIDER).orElseThrow().value().toString())
                .startsWith("{\"name\":\"kms\",\"id\":\"3059301306072a8648ce3d02")
                .endsWith("69e0051dee06\"}");
        assertThat(result.claim(ClaimName.INIT_SCRIPT_HASHES)).isEmpty();
        assertThat(result.claim(ClaimName.REPORT_DATA_PAYLOAD)).isEmpty();
    }

    /** SHA-256 of the provisioning id that the PCK certificate of the machine has. */
    @Test
    void theDeviceIsNamedByTheHashOfItsProvisioningId() throws Exception {
        Claim device = verify(ReferenceValues.NONE).claim(ClaimName.DEVICE_ID).orElseThrow();

        assertThat(device.value())
                .hasToString(Digest.SHA_256
                        .of(Bytes.hex("40deaac75f87cf05e92fbf18224aa576"))
                        .toHex());
        assertThat(device.proof()).isInstanceOf(Proof.ComputedFrom.class);
    }

    @Test
    void digestsOfTheDocumentAreThoseOfItsFields() throws Exception {
        AttestationResult result = verify(ReferenceValues.NONE);
        Bytes document = Config.measurement();

        assertThat(result.claim(ClaimName.KERNEL_AUTHENTICODE).orElseThrow().value())
                .hasToString(field(document, "kernel_authenticode"));
        assertThat(result.claim(ClaimName.CMDLINE_SHA384).orElseThrow().value())
                .hasToString(field(document, "cmdline_sha384"));
        assertThat(result.claim(ClaimName.INITRD_SHA384).orElseThrow().value())
                .hasToString(field(document, "initrd_sha384"));
    }

    @Test
    void whatIsProvenEndsAtIntelsRootAndNothingElseDoes() throws Exception {
        TrustAnchor intel = new TrustAnchor("Intel SGX Root CA", TrustAnchors.INTEL_SGX_ROOT_CA);

        assertThat(verify(ReferenceValues.NONE).claims()).allSatisfy(claim -> {
            boolean open = claim.proof() instanceof Proof.Unproven || claim.proof() instanceof Proof.FitsTo;
            assertThat(claim.proof().trustAnchor().map(TrustAnchor::toString))
                    .as(claim.name().text())
                    .isEqualTo(open ? java.util.Optional.empty() : java.util.Optional.of(intel.toString()));
        });
    }

    @Test
    void anExpectedImageMatchesTheReference() throws Exception {
        AttestationResult result = verify(new ReferenceValues("the release notes", Set.of(IMAGE, Bytes.zeros(32))));

        assertThat(result.verdict()).isEqualTo(Verdict.AFFIRMING);
        assertThat(result.check(ImageCheck.OS_IMAGE_REFERENCE).orElseThrow().outcome())
                .isEqualTo(Outcome.PASSED);
        Claim hash = result.claim(ClaimName.OS_IMAGE_HASH).orElseThrow();
        assertThat(hash.value()).hasToString(IMAGE.toHex());
        assertThat(hash.proof())
                .isInstanceOfSatisfying(
                        Proof.MatchesReference.class,
                        matches -> assertThat(matches.source()).isEqualTo("the release notes"));
        assertThat(hash.proof().trustAnchor().orElseThrow().name()).isEqualTo("Intel SGX Root CA");
        assertThat(result.claim(ClaimName.MEASUREMENT_DOCUMENT).orElseThrow().proof())
                .isInstanceOf(Proof.CommittedBy.class);
    }

    @Test
    void anotherImageThanExpectedIsContraindicated() throws Exception {
        AttestationResult result = verify(new ReferenceValues("the release notes", Set.of(Bytes.zeros(32))));

        assertThat(result.verdict()).isEqualTo(Verdict.CONTRAINDICATED);
        assertThat(Real.firstFailure(result)).isEqualTo(ImageCheck.OS_IMAGE_REFERENCE);
        assertThat(result.reasons()).hasSize(1);
        assertThat(result.reasons().get(0).statement()).contains(IMAGE.toHex(), "the release notes");
        assertThat(result.claim(ClaimName.OS_IMAGE_HASH).orElseThrow().proof())
                .as("it is what the machine runs all the same")
                .isInstanceOf(Proof.FitsTo.class);
    }

    private static String field(Bytes document, String name) {
        int at = Tamper.find(document, Bytes.utf8(name)) + name.length() + 2;
        return document.slice(at, at + 48).toHex();
    }

    private static AttestationResult verify(ReferenceValues references) throws Exception {
        return Verifier.builder()
                .endorsements(new GivenCollateral(List.of(Real.collateral(Real.APRIL))))
                .referenceValues(references)
                .build()
                .verify(Real.evidence(Real.LITE), Real.LITE_AT);
    }
}
