package dev.teeproof.dcap;

import dev.teeproof.codec.MalformationCode;

/** The ways in which bytes can fail to be a quote that this verifier reads. */
public enum QuoteFault implements MalformationCode {
    /** The bytes end before a field does. */
    QUOTE_TRUNCATED,
    /** A version of the format that is not read. */
    QUOTE_BAD_VERSION,
    /** A kind of TEE that the version does not have, or that is not read. */
    QUOTE_BAD_TEE,
    /** An attestation key other than ECDSA over P-256. */
    QUOTE_BAD_KEY_TYPE,
    /** A quoting enclave of another vendor than Intel. */
    QUOTE_BAD_VENDOR,
    /** A body that is not of the kind that version and TEE ask for. */
    QUOTE_BAD_BODY,
    /** Authentication data whose lengths or types do not fit. */
    QUOTE_BAD_AUTH
}
