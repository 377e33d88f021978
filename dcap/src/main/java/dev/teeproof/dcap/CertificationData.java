package dev.teeproof.dcap;

import dev.teeproof.codec.Bytes;

/**
 * What ties the quoting enclave to a platform.
 *
 * @param type 1 to 5, of which 5, a chain of PCK certificates in PEM, is verified
 */
public record CertificationData(int type, Bytes data) {

    /** Leaf, CA and usually root, concatenated PEM. */
    public static final int PCK_CERTIFICATE_CHAIN = 5;
}
