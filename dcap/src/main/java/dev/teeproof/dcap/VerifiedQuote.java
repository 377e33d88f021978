package dev.teeproof.dcap;

import dev.teeproof.codec.Bytes;
import dev.teeproof.result.Check;
import dev.teeproof.result.EndorsementUse;
import dev.teeproof.result.Proof;
import dev.teeproof.result.TrustAnchor;
import java.util.List;
import java.util.Optional;

/**
 * A quote that {@link QuoteVerifier} has verified: its report is what a TDX module or a processor that Intel
 * certified reported, and no check failed. A check may still be not accepted, such as that of the TCB status: a caller that wants
 * more than genuineness looks at {@link #checks}.
 */
public final class VerifiedQuote implements QuoteVerdict {

    private final Quote quote;
    private final PckChain chain;
    private final TcbAppraisal tcb;
    private final Optional<LaterTcb> later;
    private final List<EndorsementUse> endorsements;
    private final List<String> notes;
    private final List<Check> checks;

    VerifiedQuote(
            Quote quote,
            PckChain chain,
            TcbAppraisal tcb,
            Optional<LaterTcb> later,
            List<EndorsementUse> endorsements,
            List<String> notes,
            List<Check> checks) {
        this.quote = quote;
        this.chain = chain;
        this.tcb = tcb;
        this.later = later;
        this.endorsements = List.copyOf(endorsements);
        this.notes = List.copyOf(notes);
        this.checks = List.copyOf(checks);
    }

    /** The kind of TEE that it is of. */
    public Tee tee() {
        return quote.tee();
    }

    /** What was reported: facts from here on. */
    public QuoteBody body() {
        return quote.body();
    }

    /**
     * What the TDX module reported.
     *
     * @throws IllegalStateException if the quote is not of TDX
     */
    public TdReport tdReport() {
        return switch (quote.body()) {
            case TdReport report -> report;
            case EnclaveReport report -> throw new IllegalStateException("a quote of an enclave has no TD report");
        };
    }

    /** What the later TCB evaluation will say, where its documents were given too. */
    public Optional<LaterTcb> later() {
        return later;
    }

    /** What the relying party should know of how the collateral was come by, such as an outage. */
    public List<String> notes() {
        return notes;
    }

    /** What the PCK certificate says of the platform. */
    public PckExtension platform() {
        return chain.platform();
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
        return new Proof.SignedBy(
                switch (tee()) {
                    case SGX -> "the processor and Intel's quoting enclave";
                    case TDX -> "the TDX module";
                },
                anchor());
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
