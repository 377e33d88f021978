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
import dev.teeproof.dstack.SnpCertChain;
import dev.teeproof.dstack.VerificationRequest;
import dev.teeproof.snp.ExtendedReport;
import dev.teeproof.snp.SnpReport;
import dev.teeproof.snp.VekEndorsement;
import java.util.List;
import java.util.Optional;

/** What an attester sent: decoded down to the fields of its quote or report, and not verified. */
public sealed interface Evidence {

    /** Bytes. */
    int MAX_SIZE = VerificationRequest.MAX_SIZE;

    /** What was ignored in it that could be taken for heard. */
    List<String> warnings();

    /** A dstack attestation of a TDX domain: a quote with its event log and configuration. */
    record DstackTdx(Attestation attestation, Platform.Tdx platform, Quote quote, List<String> warnings)
            implements Evidence {
        public DstackTdx {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * A dstack attestation of an SNP guest: a report with its configuration.
     *
     * @param endorsement the certificate of the report's key, where it came along
     */
    record DstackSnp(
            Attestation attestation,
            Platform.Snp platform,
            SnpReport report,
            Optional<VekEndorsement> endorsement,
            List<String> warnings)
            implements Evidence {
        public DstackSnp {
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

    /** An SNP report by itself, with the certificates that came beside it. */
    record BareReport(ExtendedReport sent) implements Evidence {
        @Override
        public List<String> warnings() {
            return List.of();
        }

        Optional<VekEndorsement> endorsement() {
            return VekEndorsement.of(sent.report(), sent.certificates());
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
                yield new DstackTdx(attestation, tdx, quote, warnings);
            }
            case Platform.Snp snp -> {
                SnpReport report = SnpReport.parse(snp.report());
                yield new DstackSnp(attestation, snp, report, SnpCertChain.endorsement(snp, report), warnings);
            }
        };
    }

    /**
     * Reads evidence in any of its forms, told apart by its first bytes: a dstack verification request in JSON, a dstack
     * versioned attestation, or one in hexadecimal text; or a quote or an SNP report with or without a certificate table, raw, in
     * hexadecimal text or in Base64.
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
        if (ExtendedReport.isOne(raw)) {
            return new BareReport(ExtendedReport.read(raw));
        }
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

    /**
     * Reads an SNP report with or without a certificate table, raw, in hexadecimal text or in Base64.
     *
     * @throws MalformedEvidenceException if it is none
     */
    static ExtendedReport readReport(Bytes bytes) throws MalformedEvidenceException {
        return ExtendedReport.read(unwrapped(bytes, start(bytes)));
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

    /**
     * A quote begins with its version in two bytes, 3 to 5, a report with its in four, 2 to 5, or with the header of the firmware's
     * answer: in Base64 that is {@code AgA} to {@code BQA}, or {@code AAA}.
     */
    private static Bytes unwrapped(Bytes bytes, int start) throws MalformedEvidenceException {
        int first = bytes.at(start);
        if (isQuote(bytes) || ExtendedReport.isOne(bytes) || first >= 0x80) {
            return bytes;
        }
        if (first == 'A' || first == 'B') {
            String text = bytes.toUtf8("evidence").strip();
            if (text.matches("(?s)(AgA|AwA|BAA|BQA|AAAAAKAE).*")) {
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
