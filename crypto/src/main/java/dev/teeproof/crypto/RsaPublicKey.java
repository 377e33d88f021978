package dev.teeproof.crypto;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.der.DerReader;
import java.math.BigInteger;

/**
 * An RSA key of {@value #MIN_BITS} to {@value #MAX_BITS} bits with the exponent 65537. That the modulus is the product of two
 * primes is not checked; whoever vouches for the key answers for that.
 *
 * @param modulus odd, of a whole number of bytes
 * @param subjectPublicKeyInfo the element as received
 * @see "RFC 8017 section 3.1; RFC 3279 section 2.3.1"
 */
public record RsaPublicKey(BigInteger modulus, Bytes subjectPublicKeyInfo) implements VerificationKey {

    public static final int MIN_BITS = 2048;

    /** AMD's. */
    public static final int MAX_BITS = 4096;

    private static final Bytes RSA_ENCRYPTION = Bytes.hex("2a864886f70d010101");
    private static final BigInteger EXPONENT = BigInteger.valueOf(65537);

    /** A SubjectPublicKeyInfo with the algorithm rsaEncryption. */
    static RsaPublicKey ofSubjectPublicKeyInfo(Bytes der, String path) throws MalformedEvidenceException {
        DerReader outer = DerReader.of(der, path);
        DerReader spki = outer.sequence("subjectPublicKeyInfo");
        outer.end();
        DerReader algorithm = spki.sequence("algorithm");
        if (!algorithm.oid("algorithm").equals(RSA_ENCRYPTION)) {
            throw new MalformedEvidenceException(Malformation.UNSUPPORTED, path + ".algorithm", 0, "an RSA key");
        }
        if (!algorithm.content("parameters", DerReader.NULL).isEmpty()) {
            throw new MalformedEvidenceException(Malformation.BAD_VALUE, path + ".algorithm", 0, "empty parameters");
        }
        algorithm.end();
        DerReader wrapped = DerReader.of(spki.bitString("subjectPublicKey"), path + ".subjectPublicKey");
        spki.end();
        DerReader key = wrapped.sequence("rsaPublicKey");
        wrapped.end();
        BigInteger modulus = key.integer("modulus", MAX_BITS / 8 + 1);
        BigInteger exponent = key.integer("publicExponent");
        key.end();
        boolean fit = modulus.signum() > 0
                && modulus.testBit(0)
                && modulus.bitLength() >= MIN_BITS
                && modulus.bitLength() <= MAX_BITS
                && modulus.bitLength() % 8 == 0
                && exponent.equals(EXPONENT);
        if (!fit) {
            throw new MalformedEvidenceException(
                    Malformation.UNSUPPORTED,
                    path + ".subjectPublicKey",
                    0,
                    "an RSA key of " + MIN_BITS + " to " + MAX_BITS + " bits with the exponent 65537");
        }
        return new RsaPublicKey(modulus, der);
    }

    /** Bytes of the modulus, and of a signature. */
    int size() {
        return modulus.bitLength() / 8;
    }

    @Override
    public String toString() {
        return "an RSA key of " + modulus.bitLength() + " bits";
    }
}
