package dev.teeproof.image.sev;

import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Digest;
import java.math.BigInteger;

/**
 * The public key of whoever signs an ID block, or of whoever vouches for that key: a point of P-384, as SEV-SNP firmware writes
 * it.
 *
 * <pre>
 * 1028 bytes: u32 curve = 2 (P-384) | x, 72 bytes, little-endian | y, 72 bytes, little-endian | zeros
 * </pre>
 *
 * Only points that satisfy the curve's equation can be made.
 *
 * @param x 48 bytes, big-endian
 * @param y 48 bytes, big-endian
 * @see "AMD SEV-SNP Firmware ABI Specification (56860), chapter 10, ECDSA public key format"
 */
public record IdKey(Bytes x, Bytes y) {

    /** Bytes of a key as firmware writes it. */
    public static final int SIZE = 0x404;

    static final int COORDINATE = 48;

    private static final int P384 = 2;
    private static final int FIELD = 72;

    private static final BigInteger P = new BigInteger(
            "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEFFFFFFFF0000000000000000FFFFFFFF", 16);
    private static final BigInteger B = new BigInteger(
            "B3312FA7E23EE7E4988E056BE3F82D19181D9C6EFE8141120314088F5013875AC656398D8A2ED19D2A85C8EDD3EC2AEF", 16);
    private static final BigInteger THREE = BigInteger.valueOf(3);

    /** @throws IllegalArgumentException if the coordinates are not those of a point; input goes through {@link IdKeyFile} */
    public IdKey {
        if (!onCurve(x, y)) {
            throw new IllegalArgumentException("not a point of P-384");
        }
    }

    /** An uncompressed point: 4, x, y. */
    static IdKey ofPoint(Bytes point, String path) throws MalformedEvidenceException {
        if (point.size() == 1 + 2 * COORDINATE && point.at(0) == 4) {
            try {
                return new IdKey(point.slice(1, 1 + COORDINATE), point.slice(1 + COORDINATE, point.size()));
            } catch (IllegalArgumentException e) {
                // Told below, with the field's name.
            }
        }
        throw new MalformedEvidenceException(Malformation.BAD_VALUE, path, 0, "an uncompressed point of P-384");
    }

    /** The key as firmware writes it, {@value #SIZE} bytes. */
    public Bytes structure() {
        ByteWriter out = new ByteWriter().u32le(P384);
        littleEndian(out, x);
        littleEndian(out, y);
        return out.bytes(Bytes.zeros(SIZE - out.size())).toBytes();
    }

    /** What a report's ID_KEY_DIGEST or AUTHOR_KEY_DIGEST is: SHA-384 of the {@link #structure}. */
    public Bytes digest() {
        return Digest.SHA_384.of(structure());
    }

    /** A big-endian number in a field of 72 bytes. */
    static void littleEndian(ByteWriter out, Bytes number) {
        for (int i = number.size() - 1; i >= 0; i--) {
            out.u8(number.at(i));
        }
        out.bytes(Bytes.zeros(FIELD - number.size()));
    }

    /** {@code y² = x³ - 3x + b} modulo p, of coordinates that are less than p. */
    private static boolean onCurve(Bytes xBytes, Bytes yBytes) {
        if (xBytes.size() != COORDINATE || yBytes.size() != COORDINATE) {
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
