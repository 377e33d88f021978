package dev.teeproof.image.sev;

import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Digest;
import dev.teeproof.crypto.EcCurve;
import dev.teeproof.crypto.EcPublicKey;

/**
 * The public key of whoever signs an ID block, or of whoever vouches for that key: a point of P-384, as SEV-SNP firmware writes
 * it.
 *
 * <pre>
 * 1028 bytes: u32 curve = 2 (P-384) | x, 72 bytes, little-endian | y, 72 bytes, little-endian | zeros
 * </pre>
 *
 * @param point of P-384
 * @see "AMD SEV-SNP Firmware ABI Specification (56860), chapter 10, ECDSA public key format"
 */
public record IdKey(EcPublicKey point) {

    /** Bytes of a key as firmware writes it. */
    public static final int SIZE = 0x404;

    static final int COORDINATE = 48;

    private static final int P384 = 2;
    private static final int FIELD = 72;

    /** @throws IllegalArgumentException if the point is of another curve */
    public IdKey {
        if (point.curve() != EcCurve.P_384) {
            throw new IllegalArgumentException("not a point of P-384");
        }
    }

    /** An uncompressed point: 4, x, y. */
    static IdKey ofPoint(Bytes point, String path) throws MalformedEvidenceException {
        if (point.size() == 1 + 2 * COORDINATE && point.at(0) == 4) {
            return new IdKey(EcPublicKey.ofCoordinates(EcCurve.P_384, point.slice(1, point.size()), path));
        }
        throw new MalformedEvidenceException(Malformation.BAD_VALUE, path, 0, "an uncompressed point of P-384");
    }

    /** The key as firmware writes it, {@value #SIZE} bytes. */
    public Bytes structure() {
        ByteWriter out = new ByteWriter().u32le(P384);
        littleEndian(out, point.x());
        littleEndian(out, point.y());
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
}
