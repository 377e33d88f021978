package dev.teeproof.crypto;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.der.DerReader;

/**
 * A point other than infinity of a curve. Only points that satisfy the curve's equation can be made, so no provider is ever
 * given another.
 *
 * @param x big-endian, as long as the curve says
 * @param y big-endian, as long as the curve says
 * @see "FIPS 186-5; SEC 1 section 2.3.4"
 */
public record EcPublicKey(EcCurve curve, Bytes x, Bytes y) implements VerificationKey {

    static final Bytes EC_PUBLIC_KEY = Bytes.hex("2a8648ce3d0201");

    /** @throws IllegalArgumentException if the coordinates are not those of a point; input goes through the readers */
    public EcPublicKey {
        if (!curve.contains(x, y)) {
            throw new IllegalArgumentException("not a point of " + curve);
        }
    }

    /** x and y, each as long as the curve says, big-endian, without a prefix. */
    public static EcPublicKey ofCoordinates(EcCurve curve, Bytes xy, String path) throws MalformedEvidenceException {
        int size = curve.size();
        if (xy.size() == 2 * size) {
            try {
                return new EcPublicKey(curve, xy.slice(0, size), xy.slice(size, 2 * size));
            } catch (IllegalArgumentException e) {
                // Told below, with the field's name.
            }
        }
        throw new MalformedEvidenceException(Malformation.BAD_VALUE, path, 0, "a point of " + curve + ", x and y");
    }

    /** A SubjectPublicKeyInfo with the named curve and an uncompressed point. */
    public static EcPublicKey ofSubjectPublicKeyInfo(EcCurve curve, Bytes der, String path)
            throws MalformedEvidenceException {
        DerReader outer = DerReader.of(der, path);
        DerReader spki = outer.sequence("subjectPublicKeyInfo");
        outer.end();
        DerReader algorithm = spki.sequence("algorithm");
        boolean named = algorithm.oid("algorithm").equals(EC_PUBLIC_KEY)
                && algorithm.next(DerReader.OBJECT_IDENTIFIER)
                && algorithm.oid("parameters").equals(curve.oid());
        if (!named) {
            throw new MalformedEvidenceException(
                    Malformation.UNSUPPORTED, path + ".algorithm", 0, "a key on the named curve " + curve);
        }
        algorithm.end();
        ByteReader point = ByteReader.of(spki.bitString("subjectPublicKey"), path + ".subjectPublicKey");
        spki.end();
        if (point.u8("form") != 4) {
            throw point.fault(Malformation.UNSUPPORTED, "form", 0, "an uncompressed point");
        }
        Bytes xy = point.take("point", 2 * curve.size());
        point.end();
        return ofCoordinates(curve, xy, path);
    }

    @Override
    public Bytes subjectPublicKeyInfo() {
        return Bytes.concat(curve.prefix(), x, y);
    }

    @Override
    public String toString() {
        return "a key on " + curve;
    }
}
