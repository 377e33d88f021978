package dev.teeproof.bench;

import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.SignatureVerifier;
import dev.teeproof.crypto.VerifiedSignatures;
import dev.teeproof.result.AttestationResult;
import dev.teeproof.verifier.Evidence;
import dev.teeproof.verifier.Verifier;
import java.util.Set;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Bytes in, result out, at four degrees of acquaintance. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init")
public class VerificationBenchmark {

    @Param
    public Computing computing;

    private final Fixture fixture = Fixture.atHand();
    private SignatureVerifier signatures;
    private Verifier ofOtherMachines;
    private Verifier ofOtherQuotes;
    private Verifier ofTheSameQuote;

    /** Each verifier has seen the evidence once; what it does not remember of it is what the benchmark is about. */
    @Setup
    public void meet() throws MalformedEvidenceException {
        signatures = computing.signatures();
        ofOtherMachines = fixture.verifier(Remembering.allBut(fixture.ofTheMachine(), signatures));
        ofOtherQuotes = fixture.verifier(Remembering.allBut(fixture.ofTheQuote(), signatures));
        ofTheSameQuote = fixture.verifier(VerifiedSignatures.over(signatures, 10_000));
        for (Verifier verifier : Set.of(ofOtherMachines, ofOtherQuotes, ofTheSameQuote)) {
            fixture.affirmed(verifier);
        }
    }

    /** Nothing is remembered: evidence and collateral are read, and every signature is computed. */
    @Benchmark
    public AttestationResult cold() throws MalformedEvidenceException {
        Evidence evidence = fixture.readEvidence();
        return fixture.verifier(signatures).verify(evidence, Fixture.AT);
    }

    /** The first quote of a machine, where the collateral of its kind and the certificates above its own are known. */
    @Benchmark
    public AttestationResult warmNewMachine() throws MalformedEvidenceException {
        return ofOtherMachines.verify(fixture.readEvidence(), Fixture.AT);
    }

    /** Another quote of a machine that is known. */
    @Benchmark
    public AttestationResult warmNewQuote() throws MalformedEvidenceException {
        return ofOtherQuotes.verify(fixture.readEvidence(), Fixture.AT);
    }

    /** A quote that was verified before, judged anew: everything but the mathematics of its signatures. */
    @Benchmark
    public AttestationResult warm() throws MalformedEvidenceException {
        return ofTheSameQuote.verify(fixture.readEvidence(), Fixture.AT);
    }
}
