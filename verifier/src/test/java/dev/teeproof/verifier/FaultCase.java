package dev.teeproof.verifier;

import static dev.teeproof.result.Verdict.CONTRAINDICATED;
import static dev.teeproof.result.Verdict.WARNING;

import dev.teeproof.result.Verdict;
import dev.teeproof.simulator.TdxBlueprint;
import java.time.Instant;
import java.util.function.UnaryOperator;

/** One thing that is wrong with a machine that is right otherwise, and the check that has to find it first. */
record FaultCase(String name, UnaryOperator<TdxBlueprint> edit, String code, Verdict verdict) {

    static final long SEED = 3;
    static final Instant AT = Instant.parse("2026-06-01T12:00:00Z");

    static FaultCase failing(String name, String code, UnaryOperator<TdxBlueprint> edit) {
        return new FaultCase(name, edit, code, CONTRAINDICATED);
    }

    static FaultCase warning(String name, String code, UnaryOperator<TdxBlueprint> edit) {
        return new FaultCase(name, edit, code, WARNING);
    }

    TdxBlueprint plan() {
        return edit.apply(TdxBlueprint.of(SEED, AT));
    }

    @Override
    public String toString() {
        return name;
    }
}
