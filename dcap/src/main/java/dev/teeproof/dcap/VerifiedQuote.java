package dev.teeproof.dcap;

import dev.teeproof.codec.Bytes;
import dev.teeproof.result.Check;
import dev.teeproof.result.EndorsementUse;
import dev.teeproof.result.Proof;
import dev.teeproof.result.TrustAnchor;
import java.util.List;

/**
 * A quote that {@link QuoteVerifier} has verified: its report is what a TDX module of a platform that Intel certified
 * reported, and no check failed. A check may still be not accepted, such as that of the TCB status: a caller that wants
 * more than genuineness looks at {@link #checks}.
 */
public final class VerifiedQuote implements QuoteVerdict {

    private final Quote quote;
    private final PckChain chain;
    private final TcbAppraisal tcb;
    private final List<EndorsementUse> endorsements;
    private final List<Check> checks;

    VerifiedQuote(
            Quote quote, PckChain chain, TcbAppraisal tcb, List<EndorsementUse> endorsements, List<Check> checks) {
        this.quote = quote;
        this.chain = chain;
        this.tcb = tcb;
        this.endorsements = List.copyOf(endorsements);
        this.checks = List.copyOf(checks);
    }

    /** What the TDX module reported: facts from here on. */
    public TdReport report() {
        return switch (quote.body()) {
            case TdReport report -> report;
        };
    }

    public TcbAppraisal tcb() {
        return tcb;
    }

    /** The platform's family, model, stepping and customisation, 6 bytes. */
    public Bytes fmspc() {
        return chain.platform().fmspc();
    }

    /** The platform's provisioning id, 16 bytes. */
    public Bytes ppid() {
        return chain.platform().ppid();
    }

    /** The root that the certificates end at. */
    public TrustAnchor anchor() {
        return TrustAnchors.named(chain.anchor());
    }

    /** Why the fields of its report can be believed. */
    public Proof.SignedBy proof() {
        return new Proof.SignedBy("the TDX module", anchor());
    }

    /** Why what the PCK certificate says of the platform can be believed. */
    public Proof.SignedBy platformProof() {
        return new Proof.SignedBy(chain.ca().subject().toString(), anchor());
    }

    /** Why the TCB appraisal can be believed: it follows from the report, the platform's certificate and collateral. */
    public Proof.ComputedFrom tcbProof() {
        return new Proof.ComputedFrom(
                List.of(proof(), platformProof(), new Proof.SignedBy("the TCB signer", anchor())));
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
