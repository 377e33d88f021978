package dev.teeproof.dcap;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.DistinguishedName;
import dev.teeproof.result.Check;
import java.time.Instant;
import java.util.List;

/**
 * A quote whose signatures lead from the report over attestation key, quoting enclave and PCK certificate to a trust
 * anchor. Whether any of these was revoked, and how current the platform is, is not known yet: collateral says so.
 */
public final class AuthenticQuote implements QuoteAuthentication {

    private final Quote quote;
    private final PckChain chain;
    private final Instant at;
    private final List<Check> checks;

    AuthenticQuote(Quote quote, PckChain chain, Instant at, List<Check> checks) {
        this.quote = quote;
        this.chain = chain;
        this.at = at;
        this.checks = List.copyOf(checks);
    }

    @Override
    public List<Check> checks() {
        return checks;
    }

    /** The kind of TEE that it is of, and with it the kind of TCB info and QE identity that are needed. */
    public Tee tee() {
        return quote.tee();
    }

    /** The platform's family, model, stepping and customisation, 6 bytes: what collateral is asked for by. */
    public Bytes fmspc() {
        return chain.platform().fmspc();
    }

    /** The CA that issued the platform's PCK certificate, whose revocation list is needed. */
    public DistinguishedName pckCa() {
        return chain.ca().subject();
    }

    /** The instant at which the signatures were judged; collateral is judged at the same. */
    public Instant at() {
        return at;
    }

    /** The quote, of which the signatures are proven and revocation and TCB are not. */
    Quote quote() {
        return quote;
    }

    PckChain chain() {
        return chain;
    }
}
