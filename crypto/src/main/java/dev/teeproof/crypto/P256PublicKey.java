package dev.teeproof.crypto;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.der.DerReader;
import java.math.BigInteger;

/**
 * A point of P-256 (secp256r1, prime256v1) other than infinity. Only points that satisfy the curve's equation can be
 * made, so no provider is ever given another.
 *
 * @see "FIPS 186-5; SP 800-186 section 3.2.1.3; SEC 1 section 2.3.4"
 */
public record P256PublicKey(Bytes x, Bytes y) {

    static final BigInteger P = new BigInteger("FFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF", 16);
    private static final BigInteger B =
            new BigInteger("5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B", 16);

    private static final BigInteger THREE = BigInteger.valueOf(3);

    /** A SubjectPublicKeyInfo of this curve up to the coordinates of an uncompressed point, RFC 5480 section 2. */
    private static final Bytes PREFIX = Bytes.hex("3059301306072a8648ce3d020106082a8648ce3d03010703420004");

    private static final Bytes EC_PUBLIC_KEY = Bytes.hex("2a8648ce3d0201");
    private static final Bytes PRIME256V1 = Bytes.hex("2a8648ce3d030107");

    /** @throws IllegalArgumentException if the coordinates are not those of a point; input goes through the readers */
    public P256PublicKey {
        if (!onCurve(x, y)) {
            throw new IllegalArgumentException("not a point of P-256");
        }
    }

    /** x and y, each 32 bytes, big-endian, without a prefix. */
    public static P256PublicKey ofCoordinates(Bytes xy, String path) throws MalformedEvidenceException {
        if (xy.size() == 64) {
            try {
                return new P256PublicKey(xy.slice(0, 32), xy.slice(32, 64));
            } catch (IllegalArgumentException e) {
                // Told below, with the field's name.
            }
        }
        throw new MalformedEvidenceException(Malformation.BAD_VALUE, path, 0, "a point of P-256, x and y");
    }

    /** A SubjectPublicKeyInfo with the named curve and an uncompressed point. */
    static P256PublicKey ofSubjectPublicKeyInfo(Bytes der, String path) throws MalformedEvidenceException {
        DerReader outer = DerReader.of(der, path);
        DerReader spki = outer.sequence("subjectPublicKeyInfo");
        outer.end();
        DerReader algorithm = spki.sequence("algorithm");
        boolean p256 = algorithm.oid("algorithm").equals(EC_PUBLIC_KEY)
                && algorithm.next(DerReader.OBJECT_IDENTIFIER)
                && algorithm.oid("parameters").equals(PRIME256V1);
        if (!p256) {
            throw new MalformedEvidenceException(
                    Malformation.UNSUPPORTED, path + ".algorithm", 0, "a key on the named curve prime256v1");
        }
        algorithm.end();
        ByteReader point = ByteReader.of(spki.bitString("subjectPublicKey"), path + ".subjectPublicKey");
        spki.end();
        if (point.u8("form") != 4) {
            throw point.fault(Malformation.UNSUPPORTED, "form", 0, "an uncompressed point");
        }
        Bytes xy = point.take("point", 64);
        point.end();
        return ofCoordinates(xy, path);
    }

    /** The key as every provider reads it. */
    Bytes subjectPublicKeyInfo() {
        return Bytes.concat(PREFIX, x, y);
    }

    /** {@code y² = x³ - 3x + b} modulo p, of coordinates that are less than p. */
    private static boolean onCurve(Bytes xBytes, Bytes yBytes) {
        if (xBytes.size() != 32 || yBytes.size() != 32) {
            return false;
        }
        BigInteger x = new BigInteger(1, xBytes.toArray());
        BigInteger y = new BigInteger(1, yBytes.toArray());
        if (x.compareTo(P) >= 0 || y.compareTo(P) >= 0) {
            return false;
        }
        BigInteger right = x.multiply(x).subtract(THREE).multiply(x).add(B);
        return right.subtract(y.multiply(y)).mod(P).signum() == 0;
    }
}
