package dev.teeproof.verifier;

import dev.teeproof.codec.Base64Text;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Hex;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.dcap.Quote;
import dev.teeproof.dcap.QuoteFault;
import dev.teeproof.dcap.Tee;
import dev.teeproof.dstack.Attestation;
import dev.teeproof.dstack.Platform;
import dev.teeproof.dstack.VerificationRequest;
import java.util.List;

/** What an attester sent: decoded down to the fields of its quote, and not verified. */
public sealed interface Evidence {

    /** Bytes. */
    int MAX_SIZE = VerificationRequest.MAX_SIZE;

    Quote quote();

    /** What was ignored in it that could be taken for heard. */
    List<String> warnings();

    /** A dstack attestation: a quote with its event log and configuration. */
    record Dstack(Attestation attestation, Quote quote, List<String> warnings) implements Evidence {
        public Dstack {
            warnings = List.copyOf(warnings);
        }
    }

    /** A quote by itself: it says what was measured, and nobody says of what. */
    record BareQuote(Quote quote) implements Evidence {
        @Override
        public List<String> warnings() {
            return quote.trailingBytes() == 0
                    ? List.of()
                    : List.of(quote.trailingBytes() + " bytes follow the quote; nothing signs them");
        }
    }

    /** An attestation that was decoded already. */
    static Evidence of(Attestation attestation, List<String> warnings) throws MalformedEvidenceException {
        return switch (attestation.platform()) {
            case Platform.Tdx tdx -> {
                Quote quote = Quote.parse(tdx.quote());
                if (quote.tee() != Tee.TDX) {
                    throw new MalformedEvidenceException(
                            QuoteFault.QUOTE_BAD_TEE, "quote.header.tee_type", 4, "81, TDX, in a dstack attestation");
                }
                yield new Dstack(attestation, quote, warnings);
            }
        };
    }

    /**
     * Reads evidence in any of its forms, told apart by its first bytes: a dstack verification request in JSON, a dstack
     * versioned attestation, or one in hexadecimal text; or a quote, raw, in hexadecimal text or in Base64.
     *
     * @throws MalformedEvidenceException if it is none of them, or of a kind that is not supported yet
     */
    static Evidence read(Bytes bytes) throws MalformedEvidenceException {
        int start = start(bytes);
        if (bytes.at(start) == '{') {
            VerificationRequest request = VerificationRequest.read(bytes);
            return of(request.attestation(), request.warnings());
        }
        Bytes raw = unwrapped(bytes, start);
        return isQuote(raw) ? new BareQuote(Quote.parse(raw)) : of(Attestation.decode(raw), List.of());
    }

    /**
     * Reads a quote, raw, in hexadecimal text or in Base64.
     *
     * @throws MalformedEvidenceException if it is none
     */
    static Quote readQuote(Bytes bytes) throws MalformedEvidenceException {
        return Quote.parse(unwrapped(bytes, start(bytes)));
    }

    /** The first byte that is not blank. */
    private static int start(Bytes bytes) throws MalformedEvidenceException {
        if (bytes.size() > MAX_SIZE) {
            throw new MalformedEvidenceException(
                    Malformation.LIMIT_EXCEEDED, "evidence", bytes.size(), "at most " + MAX_SIZE + " bytes");
        }
        int start = 0;
        while (start < bytes.size() && isBlank(bytes.at(start))) {
            start++;
        }
        if (start == bytes.size()) {
            throw new MalformedEvidenceException(Malformation.TRUNCATED, "evidence", 0, "evidence; the input is empty");
        }
        return start;
    }

    /** A quote begins with its version, 3 to 5 in two bytes: in Base64 that is {@code AwA}, {@code BAA} or {@code BQA}. */
    private static Bytes unwrapped(Bytes bytes, int start) throws MalformedEvidenceException {
        int first = bytes.at(start);
        if (isQuote(bytes) || first >= 0x80) {
            return bytes;
        }
        if (first == 'A' || first == 'B') {
            String text = bytes.toUtf8("evidence").strip();
            if (text.matches("(?s)(AwA|BAA|BQA).*")) {
                return Base64Text.decode(text.replaceAll("\\s", ""), "evidence");
            }
        }
        return Character.digit(first, 16) >= 0
                ? Hex.decode(bytes.toUtf8("evidence").strip(), "evidence")
                : bytes;
    }

    private static boolean isQuote(Bytes bytes) {
        return bytes.size() > 4 && bytes.at(1) == 0 && bytes.at(0) >= 3 && bytes.at(0) <= 5;
    }

    private static boolean isBlank(int c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }
}
