package dev.teeproof.crypto;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.der.DerReader;
import java.math.BigInteger;

/**
 * An ECDSA signature over P-256, as two numbers of 32 bytes. The numbers can be any: whether they lie between 1 and the
 * group's order less one is part of verifying (FIPS 186-5 section 6.4.2 step 1).
 *
 * @param rs r and s, each 32 bytes, big-endian
 */
public record EcdsaSignature(Bytes rs) {

    /** The order of P-256's group, n of SP 800-186 section 3.2.1.3. */
    private static final Bytes ORDER = Bytes.hex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");

    public EcdsaSignature {
        if (rs.size() != 64) {
            throw new IllegalArgumentException("a P-256 signature has 64 bytes");
        }
    }

    /** {@code SEQUENCE { r INTEGER, s INTEGER }}, RFC 3279 section 2.2.3. */
    static EcdsaSignature ofDer(Bytes der, String path) throws MalformedEvidenceException {
        DerReader outer = DerReader.of(der, path);
        DerReader sequence = outer.sequence("signatureValue");
        outer.end();
        BigInteger r = sequence.integer("r");
        BigInteger s = sequence.integer("s");
        sequence.end();
        return new EcdsaSignature(Bytes.concat(fixed(r), fixed(s)));
    }

    /** Whether both numbers are in range; a signature outside never verifies. */
    boolean inRange() {
        return inRange(0) && inRange(32);
    }

    private boolean inRange(int from) {
        return !rs.slice(from, from + 32).isZero() && lessThanOrder(from);
    }

    private boolean lessThanOrder(int from) {
        for (int i = 0; i < 32; i++) {
            int difference = rs.at(from + i) - ORDER.at(i);
            if (difference != 0) {
                return difference < 0;
            }
        }
        return false;
    }

    /** A number that 32 bytes cannot hold becomes zero, which is as invalid. */
    private static Bytes fixed(BigInteger number) {
        byte[] bytes = number.toByteArray();
        if (number.signum() < 0 || number.bitLength() > 256) {
            return Bytes.zeros(32);
        }
        Bytes all = Bytes.concat(Bytes.zeros(32), Bytes.copyOf(bytes));
        return all.slice(all.size() - 32, all.size());
    }
}
