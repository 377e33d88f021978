package dev.teeproof.bench;

import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.verifier.Evidence;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Decoding alone: from JSON over hexadecimal and the attestation's encoding down to the fields of the quote. */
@State(Scope.Benchmark)
public class DecodingBenchmark {

    private final Fixture fixture = Fixture.atHand();

    @Benchmark
    public Evidence evidence() throws MalformedEvidenceException {
        return fixture.readEvidence();
    }
}
