package dev.teeproof.crypto;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.der.DerReader;
import java.math.BigInteger;

/**
 * An ECDSA signature over P-256 or P-384, as two numbers of the curve's length. The numbers can be any: whether they lie
 * between 1 and the group's order less one is part of verifying (FIPS 186-5 section 6.4.2 step 1).
 *
 * @param rs r and s, each 32 or 48 bytes, big-endian
 */
public record EcdsaSignature(Bytes rs) implements SignatureValue {

    public EcdsaSignature {
        if (rs.size() != 2 * EcCurve.P_256.size() && rs.size() != 2 * EcCurve.P_384.size()) {
            throw new IllegalArgumentException("an ECDSA signature has two numbers of 32 or 48 bytes");
        }
    }

    /** {@code SEQUENCE { r INTEGER, s INTEGER }}, RFC 3279 section 2.2.3. */
    static EcdsaSignature ofDer(EcCurve curve, Bytes der, String path) throws MalformedEvidenceException {
        DerReader outer = DerReader.of(der, path);
        DerReader sequence = outer.sequence("signatureValue");
        outer.end();
        BigInteger r = sequence.integer("r");
        BigInteger s = sequence.integer("s");
        sequence.end();
        return new EcdsaSignature(Bytes.concat(fixed(r, curve.size()), fixed(s, curve.size())));
    }

    @Override
    public Bytes value() {
        return rs;
    }

    /** Whether both numbers are as long as the curve says and in range; a signature outside never verifies. */
    @Override
    public boolean fits(VerificationKey key) {
        if (!(key instanceof EcPublicKey ec)) {
            return false;
        }
        EcCurve curve = ec.curve();
        int size = curve.size();
        return rs.size() == 2 * size && curve.inRange(rs.slice(0, size)) && curve.inRange(rs.slice(size, 2 * size));
    }

    /** A number that the bytes cannot hold becomes zero, which is as invalid. */
    private static Bytes fixed(BigInteger number, int size) {
        byte[] bytes = number.toByteArray();
        if (number.signum() < 0 || number.bitLength() > 8 * size) {
            return Bytes.zeros(size);
        }
        Bytes all = Bytes.concat(Bytes.zeros(size), Bytes.copyOf(bytes));
        return all.slice(all.size() - size, all.size());
    }
}
