package dev.teeproof.result;

import java.util.List;
import java.util.Optional;

/**
 * Why a claim can be believed: a chain of links that ends at a trust anchor, or at nobody.
 *
 * <p>A compose hash, for instance: event 3 of the runtime log, <em>replayed to</em> RTMR3, which is a field of a report
 * <em>signed by</em> a key that a certificate chain ties to the Intel SGX Root CA.
 */
public sealed interface Proof {

    /**
     * Signed with a key that certificates tie to {@code anchor}.
     *
     * @param signer who signed, in words: {@code the TDX module}
     */
    record SignedBy(String signer, TrustAnchor anchor) implements Proof {}

    /**
     * The event was extended into {@code register}, whose value {@code value} proves.
     *
     * @param log the log's name: {@code runtime log}
     * @param position the event's position in the log, from 1
     */
    record ReplayedTo(Register register, String log, int position, Proof value) implements Proof {}

    /** The bytes are those that the proven value {@code commitment} is the hash of. */
    record CommittedBy(ClaimName commitment, Proof value) implements Proof {}

    /**
     * The sender's statement, which fits the proven value, though another statement might fit it as well: the hash of a
     * manifest of which only one entry was measured, say. A reference value turns it into knowledge.
     */
    record FitsTo(ClaimName proven, Proof value) implements Proof {}

    /** It fits the proven value, or is it, and it is the one that the relying party named in {@code source} as expected. */
    record MatchesReference(String source, Proof value) implements Proof {}

    /** Computed by this verifier from claims that are proven themselves. */
    record ComputedFrom(List<Proof> inputs) implements Proof {
        public ComputedFrom {
            if (inputs.isEmpty()) {
                throw new IllegalArgumentException("computed from nothing");
            }
            inputs = List.copyOf(inputs);
        }
    }

    /** Nobody vouches for it but the sender. */
    record Unproven() implements Proof {}

    /** The anchor that the chain ends at; empty if it ends at nobody, or at anchors that differ. */
    default Optional<TrustAnchor> trustAnchor() {
        return switch (this) {
            case SignedBy signed -> Optional.of(signed.anchor());
            case ReplayedTo replayed -> replayed.value().trustAnchor();
            case CommittedBy committed -> committed.value().trustAnchor();
            case MatchesReference matching -> matching.value().trustAnchor();
            case ComputedFrom computed ->
                computed.inputs().stream()
                        .map(Proof::trustAnchor)
                        .reduce((a, b) -> a.equals(b) ? a : Optional.empty())
                        .orElseThrow();
            case FitsTo fitting -> Optional.empty();
            case Unproven unproven -> Optional.empty();
        };
    }
}
