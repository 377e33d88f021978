package dev.teeproof.simulator;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import dev.teeproof.simulator.TdxBlueprint.Role;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Everything that makes up a quote of any kind and its collateral, before anything is signed; there is no machine around it
 * and its measurements are digests of words. Immutable: each method gives a changed copy. {@link #build} mints and signs it
 * all; the same blueprint gives the same bytes.
 */
public final class QuoteBlueprint extends IntelBlueprint<QuoteBlueprint> {

    private static final int TEE_TCB_SVN_2 = 584;
    private static final int MR_SERVICE_TD = 600;

    private QuoteBlueprint(QuoteKind kind, long seed, Instant at) {
        super(kind, seed, at);
    }

    private QuoteBlueprint(QuoteBlueprint other) {
        super(other);
    }

    /**
     * A quote with nothing wrong, from a platform that is up to date.
     *
     * @param seed makes its keys and identity
     * @param at when it is made: certificates are valid from a year before to ten years after, lists and documents from a
     *     day before to thirty days after
     */
    public static QuoteBlueprint of(QuoteKind kind, long seed, Instant at) {
        return new QuoteBlueprint(kind, seed, at);
    }

    /** Mints and signs everything. */
    public SimulatedQuote build() {
        MintedPki pki = MintedPki.of(this);
        SimulatedEndorsements endorsements = SimulatedEndorsements.of(this, pki);
        Bytes core = new QuoteMint(this, pki).core();
        return new SimulatedQuote(
                kind,
                Bytes.concat(core, quote.trailing),
                core,
                endorsements.container(this, pki),
                endorsements.rootCertificate(),
                pki.pem(List.of(Role.PCK, Role.PCK_CA, Role.ROOT)));
    }

    /** With the module's SVNs at the domain's launch, 16 bytes. */
    public QuoteBlueprint teeTcbSvn(Bytes svns) {
        requireBody(2);
        return body(0, svns);
    }

    /** With the SVNs of the module that is loaded now, 16 bytes; only a TD report 1.5 has them. */
    public QuoteBlueprint teeTcbSvn2(Bytes svns) {
        requireBody(3);
        return body(TEE_TCB_SVN_2, svns);
    }

    /** With a service domain bound, 48 bytes; only a TD report 1.5 has them. */
    public QuoteBlueprint mrServiceTd(Bytes digest) {
        requireBody(3);
        return body(MR_SERVICE_TD, digest);
    }

    private void requireBody(int type) {
        if (kind.bodyType() < type) {
            throw new IllegalArgumentException(kind + " has no such field");
        }
    }

    @Override
    QuoteBlueprint copy() {
        return new QuoteBlueprint(this);
    }

    @Override
    Bytes body() {
        if (kind.sgx()) {
            return ReportBody.application(quote.reportData);
        }
        List<Bytes> registers = Stream.of("MRTD", "RTMR0", "RTMR1", "RTMR2", "RTMR3")
                .map(name -> Digest.SHA_384.of(Bytes.utf8("simulated " + name)))
                .toList();
        Bytes domain = ReportBody.domain(registers.getFirst(), registers.subList(1, 5), quote.reportData);
        return kind.bodyType() == 3 ? ReportBody.domain15(domain) : domain;
    }
}
