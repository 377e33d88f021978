package dev.teeproof.dcap;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;

/**
 * A quote as somebody sent it: parsed, and not verified. TDX quotes of version 4 are read so far; others are refused by
 * name.
 *
 * <pre>
 * header[48] | TD report[584] | u32 size | authentication data
 * </pre>
 *
 * @param core the bytes from the header to the end of the authentication data: what identifies the quote
 * @param signedData the bytes that the attestation key signs: header and body as received
 * @param trailingBytes how many bytes followed the quote; real ones are often padded, and nothing signs the padding
 * @see "Intel TDX DCAP Quoting Library API, appendix 3"
 */
public record Quote(
        Bytes core,
        QuoteHeader header,
        QuoteBody body,
        Bytes signedData,
        AuthenticationData authentication,
        int trailingBytes) {

    /** Bytes; real quotes have about five thousand. */
    public static final int MAX_SIZE = 1 << 20;

    private static final int HEADER_SIZE = 48;

    /**
     * Parses a quote. Lengths are exact inside; what follows the authentication data is counted and ignored.
     *
     * @throws MalformedEvidenceException with a code of {@link QuoteFault}
     */
    public static Quote parse(Bytes bytes) throws MalformedEvidenceException {
        if (bytes.size() > MAX_SIZE) {
            throw new MalformedEvidenceException(
                    Malformation.LIMIT_EXCEEDED, "quote", bytes.size(), "at most " + MAX_SIZE + " bytes");
        }
        ByteReader in = ByteReader.of(bytes, "quote");
        try {
            QuoteHeader header = QuoteHeader.read(in.slice("header", HEADER_SIZE));
            TdReport body = TdReport.read(in.slice("body", TdReport.SIZE));
            Bytes signedData = in.since(0);
            ByteReader authentication = in.slice("authentication_data", in.u32le("authentication_data_size"));
            return new Quote(in.since(0), header, body, signedData, authentication(authentication), in.remaining());
        } catch (MalformedEvidenceException e) {
            throw e.code() == Malformation.TRUNCATED ? e.as(QuoteFault.QUOTE_TRUNCATED) : e;
        }
    }

    private static AuthenticationData authentication(ByteReader in) throws MalformedEvidenceException {
        try {
            return AuthenticationData.read(in);
        } catch (MalformedEvidenceException e) {
            throw e.code() instanceof QuoteFault ? e : e.as(QuoteFault.QUOTE_BAD_AUTH);
        }
    }
}
