package dev.teeproof.crypto;

import dev.teeproof.codec.Bytes;
import java.security.Provider;

/**
 * What a provider has to answer before it is believed: yes to a signature that is right, no to one of another message and
 * to one with a bit changed.
 *
 * @see "RFC 6979 appendix A.2.5, P-256 with SHA-256, message \"sample\""
 */
final class KnownAnswers {

    private static final P256PublicKey KEY = new P256PublicKey(
            Bytes.hex("60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"),
            Bytes.hex("7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299"));
    private static final Bytes MESSAGE = Bytes.utf8("sample");
    private static final String R = "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716";
    private static final EcdsaSignature RIGHT =
            new EcdsaSignature(Bytes.hex(R + "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8"));
    private static final EcdsaSignature WRONG =
            new EcdsaSignature(Bytes.hex(R + "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda9"));

    private KnownAnswers() {}

    /** Whether the provider gives them all; whatever it throws is a wrong answer. */
    static boolean areGivenBy(Provider provider) {
        try {
            SignatureVerifier verifier = ProviderSignatureVerifier.ofFirst(provider);
            return verifier.ecdsaP256Sha256(KEY, MESSAGE, RIGHT)
                    && !verifier.ecdsaP256Sha256(KEY, Bytes.utf8("Sample"), RIGHT)
                    && !verifier.ecdsaP256Sha256(KEY, MESSAGE, WRONG);
        } catch (RuntimeException | LinkageError e) {
            return false;
        }
    }
}
