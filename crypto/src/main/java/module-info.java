/** Signatures, digests, certificates and revocation lists for attestation chains. */
module dev.teeproof.crypto {
    requires static transitive org.jspecify;
    requires transitive dev.teeproof.codec;

    exports dev.teeproof.crypto;
}
