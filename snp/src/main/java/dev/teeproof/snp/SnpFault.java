package dev.teeproof.snp;

import dev.teeproof.codec.MalformationCode;

/** The ways in which bytes can fail to be a report, or the certificates beside one, that this verifier reads. */
public enum SnpFault implements MalformationCode {
    /** Another length than 1184 bytes. */
    REPORT_BAD_LENGTH,
    /** A version of the format that is not read. */
    REPORT_BAD_VERSION,
    /** A signature algorithm other than ECDSA over P-384 with SHA-384. */
    REPORT_BAD_SIGNATURE_ALGORITHM,
    /** A byte or bit that must be zero, or bit 17 of the policy that must be one. */
    REPORT_RESERVED,
    /** A number of the signature that is longer than 48 bytes. */
    REPORT_BAD_SIGNATURE,
    /** A certificate table whose entries, offsets or lengths do not fit. */
    CERTIFICATE_TABLE,
    /** A certificate that is neither DER nor PEM, or too long. */
    CERTIFICATE_FORM,
    /** A key's certificate that lacks AMD's extensions, or has others than AMD writes. */
    VEK_EXTENSION
}
