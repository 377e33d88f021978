package dev.teeproof.dcap;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.EcdsaSignature;

/**
 * The signature of a quote, and what is needed to check it. Version 4 and 5 wrap what concerns the quoting enclave into
 * certification data of type 6; in version 3 it stands by itself.
 *
 * <pre>
 * version 4 and 5
 * offset size
 *      0   64  quote signature            r ‖ s, over header and body
 *     64   64  attestation key            x ‖ y
 *    128    2  certification data type    6
 *    130    4  size of what follows
 *    134  384  QE report
 *    518   64  QE report signature        by the PCK key
 *    582    2  size of the QE authentication data, then it
 *              u16 type, u32 size, then the inner certification data
 *
 * version 3
 * offset size
 *      0  128  quote signature, attestation key
 *    128  384  QE report
 *    512   64  QE report signature
 *    576    2  size of the QE authentication data, then it
 *              u16 type, u32 size, then the certification data
 * </pre>
 *
 * @param attestationKey 64 bytes that are yet to be checked to be a point of P-256
 * @see "Intel TDX DCAP Quoting Library API, appendix 3.8 to 3.10; Intel SGX ECDSA QuoteGenReference API,
 *     appendix A.4"
 */
public record AuthenticationData(
        EcdsaSignature quoteSignature,
        Bytes attestationKey,
        EnclaveReport qeReport,
        EcdsaSignature qeReportSignature,
        Bytes qeAuthData,
        CertificationData certificationData) {

    /** Reads all that the reader has, in the layout of version 3. */
    static AuthenticationData readV3(ByteReader in) throws MalformedEvidenceException {
        return read(signature(in), key(in), in);
    }

    /** Reads all that the reader has, in the layout of versions 4 and 5. */
    static AuthenticationData read(ByteReader in) throws MalformedEvidenceException {
        EcdsaSignature quoteSignature = signature(in);
        Bytes attestationKey = key(in);
        int outerType = in.u16le("certification_data_type");
        if (outerType != CertificationData.QE_REPORT) {
            throw in.fault(
                    QuoteFault.QUOTE_BAD_AUTH, "certification_data_type", 128, "6, QE report certification data");
        }
        ByteReader qe = in.slice("qe_report_certification_data", in.u32le("certification_data_size"));
        in.end();
        return read(quoteSignature, attestationKey, qe);
    }

    private static EcdsaSignature signature(ByteReader in) throws MalformedEvidenceException {
        return new EcdsaSignature(in.take("quote_signature", 64));
    }

    private static Bytes key(ByteReader in) throws MalformedEvidenceException {
        return in.take("attestation_key", 64);
    }

    private static AuthenticationData read(EcdsaSignature quoteSignature, Bytes attestationKey, ByteReader qe)
            throws MalformedEvidenceException {
        EnclaveReport qeReport = EnclaveReport.read(qe);
        EcdsaSignature qeReportSignature = new EcdsaSignature(qe.take("qe_report_signature", 64));
        Bytes qeAuthData = qe.take("qe_auth_data", qe.u16le("qe_auth_data_size"));
        int typeAt = qe.position();
        int type = qe.u16le("certification_data_type");
        if (type < 1 || type > CertificationData.PLATFORM_MANIFEST || type == CertificationData.QE_REPORT) {
            throw qe.fault(QuoteFault.QUOTE_BAD_AUTH, "certification_data_type", typeAt, "1 to 5, or 7");
        }
        Bytes data = qe.take("certification_data", qe.u32le("certification_data_size"));
        qe.end();
        return new AuthenticationData(
                quoteSignature,
                attestationKey,
                qeReport,
                qeReportSignature,
                qeAuthData,
                new CertificationData(type, data));
    }
}
