package dev.teeproof.dcap;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;

/**
 * A quote as somebody sent it: parsed, and not verified.
 *
 * <pre>
 * version 3  header[48] | enclave report[384]                            | u32 size | authentication data
 * version 4  header[48] | enclave report[384] or TD report 1.0[584]      | u32 size | authentication data
 * version 5  header[48] | u16 body type | u32 body size | body           | u32 size | authentication data
 * </pre>
 *
 * <p>Body types of version 5: 1 is an enclave report, 2 a TD report 1.0, 3 a TD report 1.5.
 *
 * @param core the bytes from the header to the end of the authentication data: what identifies the quote
 * @param signedData the bytes that the attestation key signs: header, descriptor and body as received
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
            QuoteHeader header = QuoteHeader.read(in.slice("header", QuoteHeader.SIZE));
            QuoteBody body = header.version() == 5 ? describedBody(header.tee(), in) : body(header.tee(), in);
            Bytes signedData = in.since(0);
            ByteReader authentication = in.slice("authentication_data", in.u32le("authentication_data_size"));
            return new Quote(
                    in.since(0), header, body, signedData, authentication(header, authentication), in.remaining());
        } catch (MalformedEvidenceException e) {
            throw e.code() == Malformation.TRUNCATED ? e.as(QuoteFault.QUOTE_TRUNCATED) : e;
        }
    }

    private static QuoteBody body(Tee tee, ByteReader in) throws MalformedEvidenceException {
        return switch (tee) {
            case SGX -> EnclaveReport.read(in.slice("body", EnclaveReport.SIZE));
            case TDX -> TdReport.read10(in.slice("body", TdReport.SIZE_10));
        };
    }

    /** Version 5 says what its body is; the six bytes that do are signed with it. */
    private static QuoteBody describedBody(Tee tee, ByteReader in) throws MalformedEvidenceException {
        int typeAt = in.position();
        int type = in.u16le("body_type");
        int sizeAt = in.position();
        long size = in.u32le("body_size");
        boolean ofTee = tee == Tee.SGX ? type == 1 : type == 2 || type == 3;
        if (!ofTee) {
            throw in.fault(
                    QuoteFault.QUOTE_BAD_BODY,
                    "body_type",
                    typeAt,
                    (tee == Tee.SGX ? "1, an enclave report" : "2 or 3, a TD report") + "; found " + type);
        }
        int expected = switch (type) {
            case 1 -> EnclaveReport.SIZE;
            case 2 -> TdReport.SIZE_10;
            default -> TdReport.SIZE_15;
        };
        if (size != expected) {
            throw in.fault(QuoteFault.QUOTE_BAD_BODY, "body_size", sizeAt, expected + "; found " + size);
        }
        return type == 3 ? TdReport.read15(in.slice("body", expected)) : body(tee, in);
    }

    private static AuthenticationData authentication(QuoteHeader header, ByteReader in)
            throws MalformedEvidenceException {
        try {
            return header.version() == 3 ? AuthenticationData.readV3(in) : AuthenticationData.read(in);
        } catch (MalformedEvidenceException e) {
            throw e.code() instanceof QuoteFault ? e : e.as(QuoteFault.QUOTE_BAD_AUTH);
        }
    }

    /** The kind of TEE that it is of. */
    public Tee tee() {
        return header.tee();
    }
}
