/** Signatures, digests, certificates and revocation lists for attestation chains. */
module dev.teeproof.crypto {
    requires static transitive org.jspecify;
    requires transitive dev.teeproof.codec;
    requires com.github.benmanes.caffeine;

    uses java.security.Provider;

    exports dev.teeproof.crypto;
}
