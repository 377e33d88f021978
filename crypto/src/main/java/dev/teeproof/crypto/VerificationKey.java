package dev.teeproof.crypto;

import dev.teeproof.codec.Bytes;

/**
 * A public key that verifies signatures. A key goes with one way of signing: ECDSA with the hash of its curve, or RSASSA-PSS
 * with SHA-384.
 */
public sealed interface VerificationKey permits EcPublicKey, RsaPublicKey {

    /** The key as every provider reads it: a SubjectPublicKeyInfo in DER, RFC 5280 section 4.1. */
    Bytes subjectPublicKeyInfo();
}
