package dev.teeproof.snp;

import dev.teeproof.result.Check;
import java.time.Instant;
import java.util.List;

/**
 * A report whose signature leads over the chip's or the provider's key to a trust anchor, and whose key is of this chip and of
 * the reported TCB. Whether who issued the key's certificate was revoked is not known yet.
 */
public final class AuthenticReport implements ReportAuthentication {

    private final SnpReport report;
    private final VekChain chain;
    private final Instant at;
    private final List<Check> checks;

    AuthenticReport(SnpReport report, VekChain chain, Instant at, List<Check> checks) {
        this.report = report;
        this.chain = chain;
        this.at = at;
        this.checks = List.copyOf(checks);
    }

    /** What was checked so far, and what was not. */
    public List<Check> checks() {
        return checks;
    }

    /** The product line whose root's revocation list is needed. */
    public SnpProduct product() {
        return chain.product();
    }

    /** The kind of key that signed. */
    public SigningKey signingKey() {
        return chain.key();
    }

    /** The instant at which the signatures were judged; revocation is judged at the same. */
    public Instant at() {
        return at;
    }

    /** The report, of which the signature is proven and revocation and policy are not. */
    SnpReport report() {
        return report;
    }

    VekChain chain() {
        return chain;
    }
}
