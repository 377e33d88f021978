package dev.teeproof.crypto;

import dev.teeproof.codec.Bytes;
import java.math.BigInteger;

/**
 * The curves of the keys that attestation is signed with. Each goes with one hash: ECDSA over P-256 is computed with SHA-256,
 * over P-384 with SHA-384.
 *
 * @see "SP 800-186 sections 3.2.1.3 and 3.2.1.4; RFC 5480 section 2.1.1.1"
 */
@SuppressWarnings("ImmutableEnumChecker") // Bytes are immutable; Error Prone cannot see it
public enum EcCurve {
    /** secp256r1, prime256v1. */
    P_256(
            "P-256",
            "SHA256withECDSAinP1363Format",
            "2a8648ce3d030107",
            "3059301306072a8648ce3d020106082a8648ce3d03010703420004",
            "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
            "5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b",
            "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"),
    /** secp384r1. */
    P_384(
            "P-384",
            "SHA384withECDSAinP1363Format",
            "2b81040022",
            "3076301006072a8648ce3d020106052b8104002203620004",
            "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffff",
            "b3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aef",
            "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973");

    private static final BigInteger THREE = BigInteger.valueOf(3);

    private final String title;
    private final String algorithm;
    private final Bytes oid;
    private final Bytes prefix;
    private final BigInteger p;
    private final BigInteger b;
    private final Bytes order;

    EcCurve(String title, String algorithm, String oid, String prefix, String p, String b, String order) {
        this.title = title;
        this.algorithm = algorithm;
        this.oid = Bytes.hex(oid);
        this.prefix = Bytes.hex(prefix);
        this.p = new BigInteger(p, 16);
        this.b = new BigInteger(b, 16);
        this.order = Bytes.hex(order);
    }

    /** Bytes of a coordinate, and of each number of a signature. */
    public int size() {
        return order.size();
    }

    /** ECDSA over this curve with its hash, r and s of fixed length, as the Java Cryptography Architecture names it. */
    String algorithm() {
        return algorithm;
    }

    /** The named curve of RFC 5480, the content of its OBJECT IDENTIFIER. */
    Bytes oid() {
        return oid;
    }

    /** A SubjectPublicKeyInfo of this curve up to the coordinates of an uncompressed point, RFC 5480 section 2. */
    Bytes prefix() {
        return prefix;
    }

    /** Whether a number of a signature lies between 1 and the group's order less one, FIPS 186-5 section 6.4.2 step 1. */
    boolean inRange(Bytes number) {
        if (number.isZero()) {
            return false;
        }
        for (int i = 0; i < order.size(); i++) {
            int difference = number.at(i) - order.at(i);
            if (difference != 0) {
                return difference < 0;
            }
        }
        return false;
    }

    /** {@code y² = x³ - 3x + b} modulo p, of coordinates of the right size that are less than p. */
    boolean contains(Bytes xBytes, Bytes yBytes) {
        if (xBytes.size() != size() || yBytes.size() != size()) {
            return false;
        }
        BigInteger x = new BigInteger(1, xBytes.toArray());
        BigInteger y = new BigInteger(1, yBytes.toArray());
        if (x.compareTo(p) >= 0 || y.compareTo(p) >= 0) {
            return false;
        }
        BigInteger right = x.multiply(x).subtract(THREE).multiply(x).add(b);
        return right.subtract(y.multiply(y)).mod(p).signum() == 0;
    }

    @Override
    public String toString() {
        return title;
    }
}
