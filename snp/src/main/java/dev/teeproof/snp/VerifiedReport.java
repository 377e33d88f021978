package dev.teeproof.snp;

import dev.teeproof.result.Check;
import dev.teeproof.result.EndorsementUse;
import dev.teeproof.result.Proof;
import dev.teeproof.result.TrustAnchor;
import java.util.List;
import java.util.Optional;

/**
 * A report that {@link SnpVerifier} has verified: it is what the secure processor of a chip that AMD certified reported, and no
 * check failed. A check may still be not accepted, such as that of the TCB status, or not run, where a revocation list was
 * demanded and none was at hand: a caller that wants more than genuineness looks at {@link #checks}.
 */
public final class VerifiedReport implements ReportVerdict {

    private final SnpReport report;
    private final VekChain chain;
    private final SnpTcb tcb;
    private final Optional<EndorsementUse> revocationList;
    private final List<EndorsementUse> endorsements;
    private final List<Check> checks;

    VerifiedReport(
            SnpReport report,
            VekChain chain,
            SnpTcb tcb,
            Optional<EndorsementUse> revocationList,
            List<EndorsementUse> endorsements,
            List<Check> checks) {
        this.report = report;
        this.chain = chain;
        this.tcb = tcb;
        this.revocationList = revocationList;
        this.endorsements = List.copyOf(endorsements);
        this.checks = List.copyOf(checks);
    }

    /** What was reported: facts from here on. */
    public SnpReport report() {
        return report;
    }

    public SnpProduct product() {
        return chain.product();
    }

    /** The kind of key that signed. */
    public SigningKey signingKey() {
        return chain.key();
    }

    /** What the certificate says of the key that signed. */
    public VekCertificate vek() {
        return chain.vek();
    }

    /** The four TCB versions. */
    public SnpTcb tcb() {
        return tcb;
    }

    /** The revocation list by which nothing was revoked; empty if none was at hand, and revocation was not checked. */
    public Optional<EndorsementUse> revocationList() {
        return revocationList;
    }

    /** The root that the certificates end at. */
    public TrustAnchor anchor() {
        return AmdTrustAnchors.named(chain.ark());
    }

    /** Why the fields of the report can be believed. */
    public Proof.SignedBy proof() {
        return new Proof.SignedBy("AMD's secure processor", anchor());
    }

    /** Why what the key's certificate says can be believed. */
    public Proof.SignedBy vekProof() {
        return new Proof.SignedBy(
                chain.issuer()
                        .subject()
                        .commonName()
                        .orElse(chain.issuer().subject().toString()),
                anchor());
    }

    /** What it rests on, each until when. */
    public List<EndorsementUse> endorsements() {
        return endorsements;
    }

    @Override
    public List<Check> checks() {
        return checks;
    }
}
