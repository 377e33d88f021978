package dev.teeproof.crypto;

import dev.teeproof.codec.Bytes;

/**
 * A signature by RSASSA-PSS with SHA-384, MGF1 with SHA-384, a salt of 48 bytes and the trailer 0xBC.
 *
 * @param value big-endian, as long as the key's modulus if it is one
 * @see "RFC 8017 section 8.1"
 */
public record RsaPssSignature(Bytes value) implements SignatureValue {

    @Override
    public boolean fits(VerificationKey key) {
        return key instanceof RsaPublicKey rsa && value.size() == rsa.size();
    }
}
