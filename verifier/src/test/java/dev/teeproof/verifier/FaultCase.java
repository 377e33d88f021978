package dev.teeproof.verifier;

import static dev.teeproof.result.Verdict.CONTRAINDICATED;
import static dev.teeproof.result.Verdict.WARNING;

import dev.teeproof.result.Verdict;
import dev.teeproof.simulator.IntelBlueprint;
import java.time.Instant;
import java.util.function.UnaryOperator;

/**
 * One thing that is wrong with evidence that is right otherwise, and the check that has to find it first.
 *
 * @param <B> the evidence before it is signed: a whole machine, or a quote by itself
 */
record FaultCase<B extends IntelBlueprint<B>>(String name, UnaryOperator<B> edit, String code, Verdict verdict) {

    static final long SEED = 3;
    static final Instant AT = Instant.parse("2026-06-01T12:00:00Z");

    static <B extends IntelBlueprint<B>> FaultCase<B> failing(String name, String code, UnaryOperator<B> edit) {
        return new FaultCase<>(name, edit, code, CONTRAINDICATED);
    }

    static <B extends IntelBlueprint<B>> FaultCase<B> warning(String name, String code, UnaryOperator<B> edit) {
        return new FaultCase<>(name, edit, code, WARNING);
    }

    /** The blueprint with the fault in it. */
    B of(B plan) {
        return edit.apply(plan);
    }

    @Override
    public String toString() {
        return name;
    }
}
