package dev.teeproof.bench;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Certificate;
import dev.teeproof.crypto.SignatureValue;
import dev.teeproof.crypto.SignatureVerifier;
import dev.teeproof.dcap.Collateral;
import dev.teeproof.dcap.Quote;
import dev.teeproof.result.AttestationResult;
import dev.teeproof.result.Verdict;
import dev.teeproof.sources.GivenCollateral;
import dev.teeproof.verifier.Evidence;
import dev.teeproof.verifier.Verifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A real attestation of a TDX machine, and the collateral of its platform, as files hold them.
 *
 * @param evidence a verification request in JSON
 * @param collateral a container of collateral, in JSON
 */
record Fixture(Bytes evidence, Bytes collateral) {

    /** When both were fresh. */
    static final Instant AT = Instant.parse("2026-04-15T12:00:00Z");

    /** From the folder of real evidence that the environment variable {@code TEEPROOF_CONFORMANCE} names. */
    static Fixture atHand() {
        try {
            return in(folder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder of real evidence. */
    static Path folder() {
        String folder = System.getenv("TEEPROOF_CONFORMANCE");
        if (folder == null || folder.isEmpty()) {
            throw new IllegalStateException("set TEEPROOF_CONFORMANCE to the folder of real evidence");
        }
        return Path.of(folder);
    }

    static Fixture in(Path folder) throws IOException {
        return new Fixture(
                Bytes.copyOf(Files.readAllBytes(folder.resolve("dstack/tdx-lite-attestation.json"))),
                Bytes.copyOf(Files.readAllBytes(folder.resolve("dcap/collateral/tdx-90c06f000000-2026-04.json"))));
    }

    Evidence readEvidence() throws MalformedEvidenceException {
        return Evidence.read(evidence);
    }

    /** A verifier that parses the collateral now. */
    Verifier verifier(SignatureVerifier signatures) throws MalformedEvidenceException {
        return Verifier.builder()
                .endorsements(
                        new GivenCollateral(List.of(Collateral.readContainer(collateral, "tdx-90c06f000000-2026-04"))))
                .signatures(signatures)
                .build();
    }

    /** Appraises it, reading the evidence anew; anything but affirmation would be a measurement of something else. */
    AttestationResult affirmed(Verifier verifier) throws MalformedEvidenceException {
        AttestationResult result = verifier.verify(readEvidence(), AT);
        if (result.verdict() != Verdict.AFFIRMING) {
            throw new IllegalStateException("the evidence is " + result.verdict() + ": " + result.checks());
        }
        return result;
    }

    /** The signature that every quote has anew. */
    Set<SignatureValue> ofTheQuote() throws MalformedEvidenceException {
        return Set.of(quote().authentication().quoteSignature());
    }

    /** The signatures that every machine has for itself: PCK certificate, quoting enclave's report, quote. */
    Set<SignatureValue> ofTheMachine() throws MalformedEvidenceException {
        var authentication = quote().authentication();
        Certificate pck = Certificate.readPem(authentication.certificationData().data(), "pck_chain")
                .getFirst();
        return Set.of(pck.signature(), authentication.qeReportSignature(), authentication.quoteSignature());
    }

    private Quote quote() throws MalformedEvidenceException {
        if (readEvidence() instanceof Evidence.DstackTdx tdx) {
            return tdx.quote();
        }
        throw new IllegalStateException("the fixture is an attestation of a TDX domain");
    }
}
