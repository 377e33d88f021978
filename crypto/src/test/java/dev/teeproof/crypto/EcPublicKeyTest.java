package dev.teeproof.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EcPublicKeyTest {

    /** The generator, SP 800-186 section 3.2.1.3. */
    private static final String GX = "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296";

    private static final String GY = "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5";
    private static final String ZERO = "0000000000000000000000000000000000000000000000000000000000000000";
    private static final String P = "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff";
    private static final String ONES = "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff";

    /** The square root of b: with x = 0 a point of the curve. */
    private static final String ROOT_OF_B = "66485c780e2f83d72433bd5d84a06bb6541c2af31dae871728bf856a174f93f4";

    private static final String EC_PUBLIC_KEY = "06072a8648ce3d0201";
    private static final String PRIME256V1 = "06082a8648ce3d030107";

    @Test
    void pointsOfTheCurveAreKeys() throws MalformedEvidenceException {
        EcPublicKey generator = EcPublicKey.ofCoordinates(EcCurve.P_256, Bytes.hex(GX + GY), "key");

        assertThat(generator.x()).isEqualTo(Bytes.hex(GX));
        assertThat(generator.y()).isEqualTo(Bytes.hex(GY));
        assertThat(EcPublicKey.ofCoordinates(EcCurve.P_256, Bytes.hex(ZERO + ROOT_OF_B), "key")
                        .x()
                        .isZero())
                .isTrue();
        assertThat(EcPublicKey.ofCoordinates(EcCurve.P_256, Bytes.hex(GX + minus(GY)), "key")
                        .y())
                .isEqualTo(Bytes.hex(minus(GY)));
    }

    @ParameterizedTest(name = "x {0}, y {1}")
    @CsvSource({
        ZERO + ", " + ZERO, // what stands for infinity elsewhere
        GY + ", " + GX,
        GX + ", " + ZERO,
        GX + ", 4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f4",
        P + ", " + ROOT_OF_B, // x = 0 written as p
        ONES + ", " + ONES,
        P + ", " + P
    })
    void otherPairsAreRefused(String x, String y) {
        MalformedEvidenceException refusal =
                Refusal.of(() -> EcPublicKey.ofCoordinates(EcCurve.P_256, Bytes.hex(x + y), "key"));

        assertThat(refusal.code()).isEqualTo(Malformation.BAD_VALUE);
        assertThat(refusal.path()).isEqualTo("key");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EcPublicKey(EcCurve.P_256, Bytes.hex(x), Bytes.hex(y)));
    }

    @Test
    void coordinatesBeyondThePrimeAreNotReduced() {
        BigInteger p = new BigInteger(P, 16);
        // The least x above zero that is on the curve has room for x + p in 32 bytes.
        BigInteger x = BigInteger.valueOf(5);
        Bytes reduced = Bytes.hex(String.format("%064x", x) + yOf(x));
        Bytes unreduced = Bytes.hex(String.format("%064x", x.add(p)) + yOf(x));

        assertThat(reduced.size()).isEqualTo(64);
        assertThat(Refusal.code(() -> EcPublicKey.ofCoordinates(EcCurve.P_256, unreduced, "key")))
                .isEqualTo(Malformation.BAD_VALUE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 32, 63, 65, 128})
    void coordinatesHaveSixtyFourBytes(int size) {
        assertThat(Refusal.code(() -> EcPublicKey.ofCoordinates(EcCurve.P_256, Bytes.zeros(size), "key")))
                .isEqualTo(Malformation.BAD_VALUE);
    }

    @Test
    void aSubjectPublicKeyInfoIsRead() throws MalformedEvidenceException {
        EcPublicKey key = EcPublicKey.ofSubjectPublicKeyInfo(
                EcCurve.P_256, spki(EC_PUBLIC_KEY + PRIME256V1, "00" + "04" + GX + GY), "spki");

        assertThat(key.x()).isEqualTo(Bytes.hex(GX));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource({
        EC_PUBLIC_KEY + PRIME256V1 + ", 0002" + GX + ", UNSUPPORTED", // compressed
        EC_PUBLIC_KEY + PRIME256V1 + ", 0006" + GX + GY + ", UNSUPPORTED", // hybrid
        EC_PUBLIC_KEY + PRIME256V1 + ", 0000, UNSUPPORTED", // infinity
        EC_PUBLIC_KEY + PRIME256V1 + ", 00, TRUNCATED",
        EC_PUBLIC_KEY + PRIME256V1 + ", 0004" + GX + ", TRUNCATED",
        EC_PUBLIC_KEY + PRIME256V1 + ", 0004" + GX + GY + "00, TRAILING_BYTES",
        EC_PUBLIC_KEY + PRIME256V1 + ", 0004" + GY + GX + ", BAD_VALUE",
        EC_PUBLIC_KEY + PRIME256V1 + ", 0404" + GX + GY + ", BAD_VALUE", // unused bits
        EC_PUBLIC_KEY + PRIME256V1 + "0500, 0004" + GX + GY + ", TRAILING_BYTES",
        EC_PUBLIC_KEY + "06052b81040022, 0004" + GX + GY + ", UNSUPPORTED", // secp384r1
        EC_PUBLIC_KEY + "06052b8104000a, 0004" + GX + GY + ", UNSUPPORTED", // secp256k1
        EC_PUBLIC_KEY + "0500, 0004" + GX + GY + ", UNSUPPORTED", // implicit
        EC_PUBLIC_KEY + "3003020101, 0004" + GX + GY + ", UNSUPPORTED", // explicit
        EC_PUBLIC_KEY + ", 0004" + GX + GY + ", UNSUPPORTED",
        "06092a864886f70d0101010500, 0004" + GX + GY + ", UNSUPPORTED" // RSA
    })
    void anotherKindOfKeyIsRefused(String algorithm, String bits, Malformation code) {
        assertThat(Refusal.code(() -> EcPublicKey.ofSubjectPublicKeyInfo(EcCurve.P_256, spki(algorithm, bits), "spki")))
                .isEqualTo(code);
    }

    private static Bytes spki(String algorithm, String bits) {
        return Bytes.hex(sequence(sequence(algorithm) + element("03", bits)));
    }

    private static String sequence(String content) {
        return element("30", content);
    }

    private static String element(String tag, String content) {
        return tag + String.format("%02x", content.length() / 2) + content;
    }

    private static String minus(String y) {
        return String.format("%064x", new BigInteger(P, 16).subtract(new BigInteger(y, 16)));
    }

    /** A square root modulo p, which is 3 modulo 4. */
    private static String yOf(BigInteger x) {
        BigInteger p = new BigInteger(P, 16);
        BigInteger b = new BigInteger("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b", 16);
        BigInteger square =
                x.pow(3).subtract(x.multiply(BigInteger.valueOf(3))).add(b).mod(p);
        return String.format("%064x", square.modPow(p.add(BigInteger.ONE).shiftRight(2), p));
    }
}
