package dev.teeproof.verifier;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Hex;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.dcap.Quote;
import dev.teeproof.dstack.Attestation;
import dev.teeproof.dstack.Platform;
import dev.teeproof.dstack.VerificationRequest;
import java.util.List;

/** What an attester sent: decoded down to the fields of its quote, and not verified. */
public final class Evidence {

    /** Bytes. */
    public static final int MAX_SIZE = VerificationRequest.MAX_SIZE;

    private final Attestation attestation;
    private final Quote quote;
    private final List<String> warnings;

    private Evidence(Attestation attestation, Quote quote, List<String> warnings) {
        this.attestation = attestation;
        this.quote = quote;
        this.warnings = List.copyOf(warnings);
    }

    /** An attestation that was decoded already. */
    public static Evidence of(Attestation attestation, List<String> warnings) throws MalformedEvidenceException {
        return switch (attestation.platform()) {
            case Platform.Tdx tdx -> new Evidence(attestation, Quote.parse(tdx.quote()), warnings);
        };
    }

    /**
     * Reads dstack's evidence in any of its forms, told apart by the first byte that is not blank: a verification request
     * in JSON, a versioned attestation, or one in hexadecimal text.
     *
     * @throws MalformedEvidenceException if it is none of them, or of a kind that is not supported yet
     */
    public static Evidence read(Bytes bytes) throws MalformedEvidenceException {
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
        int first = bytes.at(start);
        if (first == '{') {
            VerificationRequest request = VerificationRequest.read(bytes);
            return of(request.attestation(), request.warnings());
        }
        if (start == 0 && bytes.size() > 4 && bytes.at(1) == 0 && first >= 3 && first <= 5) {
            throw new MalformedEvidenceException(
                    Malformation.UNSUPPORTED,
                    "evidence",
                    0,
                    "a dstack attestation or request; this looks like a bare quote, put it into a request as the member"
                            + " quote, with its event_log");
        }
        if (Character.digit(first, 16) >= 0 && first < 0x80) {
            return of(Attestation.decode(Hex.decode(bytes.toUtf8("evidence").strip(), "evidence")), List.of());
        }
        return of(Attestation.decode(bytes), List.of());
    }

    public Attestation attestation() {
        return attestation;
    }

    public Quote quote() {
        return quote;
    }

    /** What was ignored in it that could be taken for heard. */
    public List<String> warnings() {
        return warnings;
    }

    private static boolean isBlank(int c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }
}
