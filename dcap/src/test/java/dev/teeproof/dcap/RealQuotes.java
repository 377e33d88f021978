package dev.teeproof.dcap;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Hex;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.conformance.Conformance;
import java.time.Instant;

/** Real quotes out of whatever they come in, and real collateral. */
final class RealQuotes {

    /** An instant at which the PCK certificates of all of them are valid. */
    static final Instant APRIL_15 = Instant.parse("2026-04-15T12:00:00Z");

    static final String CURRENT = "dcap/tdx-v4-b0c06f000000.quote";
    static final String CURRENT_COLLATERAL = "dcap/collateral/tdx-b0c06f000000.json";
    static final Instant JULY_1 = Instant.ofEpochSecond(1751328000);

    /** Where the quote lies in a dstack attestation of version 0. */
    private static final int IN_ATTESTATION = 4;

    private RealQuotes() {}

    static Quote quote(String file) throws MalformedEvidenceException {
        return Quote.parse(bytes(file));
    }

    static Bytes bytes(String file) throws MalformedEvidenceException {
        Bytes all = Bytes.copyOf(Conformance.bytes(file));
        if (file.endsWith(".hex")) {
            return Hex.decode(all.toUtf8(file).strip(), file);
        }
        if (file.endsWith("report.json")) {
            return Json.readObject(all, file).hex("quote");
        }
        if (file.endsWith("attestation.json")) {
            return inAttestation(Json.readObject(all, file).hex("attestation"), 5006);
        }
        return file.endsWith(".bin") ? inAttestation(all, 5006) : all;
    }

    private static Bytes inAttestation(Bytes attestation, int size) {
        return attestation.slice(IN_ATTESTATION, IN_ATTESTATION + size);
    }

    static Collateral collateral(String file) throws MalformedEvidenceException {
        return Collateral.readContainer(Bytes.copyOf(Conformance.bytes(file)), file);
    }

    static AuthenticQuote authentic(Quote quote, Instant at) {
        QuoteAuthentication outcome = QuoteVerifier.of(TrustAnchors.intel()).authenticate(quote, at);
        if (outcome instanceof AuthenticQuote authentic) {
            return authentic;
        }
        throw new AssertionError("refused: " + outcome.checks());
    }
}
