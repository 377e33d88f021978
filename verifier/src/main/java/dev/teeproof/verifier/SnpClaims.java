package dev.teeproof.verifier;

import dev.teeproof.codec.Bytes;
import dev.teeproof.dstack.AppInfo;
import dev.teeproof.result.Claim;
import dev.teeproof.result.ClaimName;
import dev.teeproof.result.EndorsementUse;
import dev.teeproof.result.Proof;
import dev.teeproof.snp.SnpReport;
import dev.teeproof.snp.SnpTcb;
import dev.teeproof.snp.TcbKind;
import dev.teeproof.snp.VerifiedReport;
import java.util.List;
import java.util.Optional;

/** The claims that an SNP report gives: what the secure processor reports, how current it is, and what AMD certifies of it. */
final class SnpClaims {

    private static final Proof UNPROVEN = new Proof.Unproven();

    private SnpClaims() {}

    /** What a verified report proves. */
    static void of(VerifiedReport verified, List<Claim> claims) {
        SnpReport report = verified.report();
        Proof proof = verified.proof();
        guest(report, proof, claims);
        tcb(verified, claims);
        claims.add(Claim.of(ClaimName.CURRENT_FIRMWARE, report.currentVersion().toString(), proof));
        claims.add(
                Claim.of(ClaimName.COMMITTED_FIRMWARE, report.committedVersion().toString(), proof));
        Proof certified = verified.vekProof();
        claims.add(Claim.of(ClaimName.PRODUCT, verified.product().text(), certified));
        claims.add(Claim.of(ClaimName.SIGNING_KEY, verified.signingKey().toString(), proof));
        verified.vek().cspId().ifPresent(id -> claims.add(Claim.of(ClaimName.CSP_ID, id, certified)));
        if (!report.chipIdMasked()) {
            claims.add(Claim.of(ClaimName.CHIP_ID, report.chipId(), proof));
            claims.add(Claim.of(
                    ClaimName.DEVICE_ID, AppInfo.deviceId(report.chipId()), new Proof.ComputedFrom(List.of(proof))));
        }
        claims.add(revocation(verified));
    }

    /** What only the sender says, in a report that was not verified. */
    static void unproven(SnpReport report, List<Claim> claims) {
        guest(report, UNPROVEN, claims);
    }

    private static void guest(SnpReport report, Proof proof, List<Claim> claims) {
        claims.add(Claim.of(ClaimName.REPORT_DATA, report.reportData(), proof));
        claims.add(Claim.of(ClaimName.MEASUREMENT, report.measurement(), proof));
        claims.add(Claim.of(ClaimName.HOST_DATA, report.hostData(), proof));
        claims.add(Claim.of(ClaimName.GUEST_POLICY, report.policy().toString(), proof));
        claims.add(Claim.of(ClaimName.VMPL, vmpl(report), proof));
        claims.add(Claim.of(ClaimName.PLATFORM_INFO, report.platformInfo().toString(), proof));
        claims.add(Claim.of(ClaimName.GUEST_SVN, report.guestSvn(), proof));
        shown(ClaimName.FAMILY_ID, report.familyId(), proof, claims);
        shown(ClaimName.IMAGE_ID, report.imageId(), proof, claims);
        shown(ClaimName.ID_KEY_DIGEST, report.idKeyDigest(), proof, claims);
        if (report.keyInfo().authorKeyEnabled()) {
            claims.add(Claim.of(ClaimName.AUTHOR_KEY_DIGEST, report.authorKeyDigest(), proof));
        }
        claims.add(Claim.of(ClaimName.REPORT_ID, report.reportId(), proof));
        if (report.policy().migrationAgent()) {
            claims.add(Claim.of(ClaimName.REPORT_ID_MA, report.reportIdMa(), proof));
        }
        report.launchMitVector()
                .ifPresent(bits -> claims.add(Claim.of(ClaimName.LAUNCH_MIT_VECTOR, Long.toHexString(bits), proof)));
        report.currentMitVector()
                .ifPresent(bits -> claims.add(Claim.of(ClaimName.CURRENT_MIT_VECTOR, Long.toHexString(bits), proof)));
    }

    private static String vmpl(SnpReport report) {
        return report.vmpl() == SnpReport.VMPL_OF_HOST ? "none, the host asked" : Long.toString(report.vmpl());
    }

    /** Fields of the ID block, which most guests are launched without. */
    private static void shown(ClaimName name, Bytes value, Proof proof, List<Claim> claims) {
        if (!value.isZero()) {
            claims.add(Claim.of(name, value, proof));
        }
    }

    private static void tcb(VerifiedReport verified, List<Claim> claims) {
        SnpTcb tcb = verified.tcb();
        Proof proof = verified.proof();
        claims.add(Claim.of(ClaimName.TCB_STATUS, tcb.status().text(), new Proof.ComputedFrom(List.of(proof))));
        for (TcbKind kind : TcbKind.values()) {
            ClaimName name = switch (kind) {
                case CURRENT -> ClaimName.CURRENT_TCB;
                case REPORTED -> ClaimName.REPORTED_TCB;
                case COMMITTED -> ClaimName.COMMITTED_TCB;
                case LAUNCH -> ClaimName.LAUNCH_TCB;
            };
            claims.add(Claim.of(name, tcb.version(kind).toString(), proof));
        }
        if (!tcb.shortfalls().isEmpty()) {
            claims.add(Claim.of(
                    ClaimName.TCB_SHORTFALL,
                    tcb.shortfalls().stream().map(SnpTcb.Shortfall::inWords).toList(),
                    new Proof.ComputedFrom(List.of(proof))));
        }
    }

    private static Claim revocation(VerifiedReport verified) {
        Optional<EndorsementUse> list = verified.revocationList();
        return list.isPresent()
                ? Claim.of(
                        ClaimName.REVOCATION,
                        "not revoked by the " + list.get().name() + " of "
                                + list.get().issued(),
                        new Proof.SignedBy("the root", verified.anchor()))
                : Claim.of(
                        ClaimName.REVOCATION,
                        "not checked: no revocation list was at hand",
                        new Proof.ComputedFrom(List.of(verified.proof())));
    }
}
