package dev.teeproof.dcap;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.EcdsaSignature;

/**
 * The signature of a quote of version 4 or 5, and what is needed to check it.
 *
 * <pre>
 * offset size
 *      0   64  quote signature            r ‖ s, over header and body
 *     64   64  attestation key            x ‖ y
 *    128    2  certification data type    6
 *    130    4  size of what follows
 *    134  384  QE report
 *    518   64  QE report signature        by the PCK key
 *    582    2  size of the QE authentication data, then it
 *              u16 type, u32 size, then the inner certification data
 * </pre>
 *
 * @param attestationKey 64 bytes that are yet to be checked to be a point of P-256
 * @see "Intel TDX DCAP Quoting Library API, appendix 3.8 to 3.10"
 */
public record AuthenticationData(
        EcdsaSignature quoteSignature,
        Bytes attestationKey,
        EnclaveReport qeReport,
        EcdsaSignature qeReportSignature,
        Bytes qeAuthData,
        CertificationData certificationData) {

    private static final int QE_REPORT_CERTIFICATION_DATA = 6;

    /** Reads all that the reader has. */
    static AuthenticationData read(ByteReader in) throws MalformedEvidenceException {
        EcdsaSignature quoteSignature = new EcdsaSignature(in.take("quote_signature", 64));
        Bytes attestationKey = in.take("attestation_key", 64);
        int outerType = in.u16le("certification_data_type");
        if (outerType != QE_REPORT_CERTIFICATION_DATA) {
            throw in.fault(
                    QuoteFault.QUOTE_BAD_AUTH, "certification_data_type", 128, "6, QE report certification data");
        }
        ByteReader qe = in.slice("qe_report_certification_data", in.u32le("certification_data_size"));
        in.end();
        EnclaveReport qeReport = EnclaveReport.read(qe);
        EcdsaSignature qeReportSignature = new EcdsaSignature(qe.take("qe_report_signature", 64));
        Bytes qeAuthData = qe.take("qe_auth_data", qe.u16le("qe_auth_data_size"));
        int innerAt = qe.position();
        int innerType = qe.u16le("certification_data_type");
        if (innerType < 1 || innerType > 5) {
            throw qe.fault(QuoteFault.QUOTE_BAD_AUTH, "certification_data_type", innerAt, "1 to 5");
        }
        Bytes data = qe.take("certification_data", qe.u32le("certification_data_size"));
        qe.end();
        return new AuthenticationData(
                quoteSignature,
                attestationKey,
                qeReport,
                qeReportSignature,
                qeAuthData,
                new CertificationData(innerType, data));
    }
}
