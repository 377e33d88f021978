package dev.teeproof.verifier;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.dstack.AppInfo;
import dev.teeproof.dstack.BoundMrConfig;
import dev.teeproof.dstack.ExpectedApp;
import dev.teeproof.dstack.MrConfig;
import dev.teeproof.dstack.Stack;
import dev.teeproof.eventlog.dstack.RuntimeEvent;
import dev.teeproof.image.SnpMeasurement;
import dev.teeproof.result.Claim;
import dev.teeproof.result.ClaimName;
import dev.teeproof.result.Proof;
import java.util.List;

/** The claims about an SNP guest that runs dstack, beside those of its report. */
final class DstackSnpClaims {

    private static final Proof UNPROVEN = new Proof.Unproven();

    private DstackSnpClaims() {}

    /**
     * What the host bound the guest to; what the document does not say is not claimed.
     *
     * @param proof why the guest can be believed to be what the document says
     * @param expected what is demanded of the app; a claim that is what was demanded says so
     */
    static void ofMrConfig(BoundMrConfig bound, Proof proof, Stack stack, ExpectedApp expected, List<Claim> claims) {
        MrConfig config = bound.config();
        AppInfo app = AppInfo.of(bound);
        Proof signed = bound.report().proof();
        config.appId()
                .ifPresent(id -> claims.add(Claim.of(ClaimName.APP_ID, id, matching(expected.isAppId(id), proof))));
        Bytes compose = config.composeHash();
        claims.add(Claim.of(ClaimName.COMPOSE_HASH, compose, matching(expected.isComposeHash(compose), proof)));
        config.instanceId().ifPresent(id -> claims.add(Claim.of(ClaimName.INSTANCE_ID, id, proof)));
        claims.add(Claim.of(ClaimName.KEY_PROVIDER, text(app.keyProviderInfo()), computedFrom(proof)));
        config.initScriptHashes()
                .ifPresent(hashes -> claims.add(Claim.of(
                        ClaimName.INIT_SCRIPT_HASHES,
                        hashes.stream().map(Bytes::toHex).toList(),
                        proof)));
        claims.add(Claim.of(ClaimName.MR_SYSTEM, app.mrSystem(), new Proof.ComputedFrom(List.of(signed))));
        claims.add(Claim.of(ClaimName.MR_AGGREGATED, app.mrAggregated(), new Proof.ComputedFrom(List.of(signed))));
        List<String> events =
                stack.runtimeEvents().events().stream().map(RuntimeEvent::event).toList();
        if (!events.isEmpty()) {
            claims.add(Claim.of(ClaimName.RUNTIME_EVENTS, events, UNPROVEN));
        }
        stack.reportDataPayload()
                .ifPresent(payload -> claims.add(Claim.of(
                        ClaimName.REPORT_DATA_PAYLOAD, payload, new Proof.CommittedBy(ClaimName.REPORT_DATA, signed))));
    }

    private static Proof matching(boolean expected, Proof proof) {
        return expected && !proof.equals(UNPROVEN) ? new Proof.MatchesReference(DstackClaims.POLICY, proof) : proof;
    }

    private static Proof computedFrom(Proof proof) {
        return proof.equals(UNPROVEN) ? UNPROVEN : new Proof.ComputedFrom(List.of(proof));
    }

    private static String text(Bytes ascii) {
        try {
            return ascii.toUtf8("key_provider");
        } catch (MalformedEvidenceException e) {
            throw new IllegalStateException("what was written here is text", e);
        }
    }

    /** What the measurement document says, once the launch digest computed from it is that of the report. */
    static void ofImage(BoundSnpGuest guest, ReferenceValues references, List<Claim> claims) {
        SnpMeasurement document = guest.image().measurement();
        Proof signed = guest.report().proof();
        Proof measured = new Proof.CommittedBy(ClaimName.MEASUREMENT, signed);
        claims.add(Claim.of(ClaimName.OVMF_DIGEST, document.ovmfHash(), measured));
        claims.add(Claim.of(ClaimName.KERNEL_SHA256, document.kernelHash(), measured));
        claims.add(Claim.of(ClaimName.INITRD_SHA256, document.initrdHash(), measured));
        claims.add(Claim.of(ClaimName.CMDLINE, document.cmdline(), measured));
        claims.add(Claim.of(ClaimName.CPU_COUNT, guest.launch().vcpus(), measured));
        // Types that have the same signature are measured alike: EPYC-v3 is EPYC-v4 to the digest.
        guest.launch()
                .vcpuType()
                .ifPresent(type -> claims.add(
                        Claim.of(ClaimName.VCPU_TYPE, type, new Proof.FitsTo(ClaimName.MEASUREMENT, signed))));
        OsImageClaims.of(
                guest.image().osImageHash(),
                guest.image().documentHash(),
                ClaimName.MEASUREMENT,
                signed,
                references,
                claims);
    }
}
