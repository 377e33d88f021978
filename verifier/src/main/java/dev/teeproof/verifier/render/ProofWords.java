package dev.teeproof.verifier.render;

import dev.teeproof.result.Proof;
import java.util.LinkedHashSet;
import java.util.Set;

/** A proof as a person would say it, the nearest link first and the trust anchor last. */
final class ProofWords {

    private ProofWords() {}

    static String of(Proof proof) {
        return switch (proof) {
            case Proof.SignedBy signed ->
                "signed by " + signed.signer() + ", " + signed.anchor().name();
            case Proof.ReplayedTo replayed ->
                "event " + replayed.position() + " of the " + replayed.log() + ", replayed to " + replayed.register()
                        + ", " + of(replayed.value());
            case Proof.CommittedBy committed ->
                "committed by " + committed.commitment().text() + ", " + of(committed.value());
            case Proof.FitsTo fitting ->
                "the sender's statement; it fits " + fitting.proven().text() + " (" + of(fitting.value())
                        + "), as others might";
            case Proof.MatchesReference matching ->
                "the one that " + matching.source() + " expects"
                        + (matching.value() instanceof Proof.SignedBy ? ", and it fits what is " : "; ")
                        + of(matching.value());
            case Proof.ComputedFrom computed -> "computed from what is " + inputs(computed);
            case Proof.Unproven unproven -> "stated by the sender only; nothing proves it";
        };
    }

    /** Inputs with the same words are said once. */
    private static String inputs(Proof.ComputedFrom computed) {
        Set<String> words = new LinkedHashSet<>();
        computed.inputs().forEach(input -> words.add(of(input)));
        return String.join(", and what is ", words);
    }
}
