package dev.teeproof.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import java.math.BigInteger;
import java.util.List;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With the key and signatures of RFC 6979 appendix A.2.5, SHA-256. */
class SignatureTest {

    private static final EcPublicKey KEY = new EcPublicKey(
            EcCurve.P_256,
            Bytes.hex("60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"),
            Bytes.hex("7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299"));
    private static final Bytes SAMPLE = Bytes.utf8("sample");
    private static final String R = "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716";
    private static final String S = "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8";
    private static final String N = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";
    private static final String N_AND_ONE = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632552";
    private static final String ZERO = "0000000000000000000000000000000000000000000000000000000000000000";
    private static final String ONE = "0000000000000000000000000000000000000000000000000000000000000001";
    private static final String ONES = "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff";

    static final List<Named<SignatureVerifier>> VERIFIERS = List.of(
            Named.of("the platform's", SignatureVerifier.ofPlatform()),
            Named.of("Java's", SignatureVerifier.ofJava()),
            Named.of("another provider's", SignatureVerifier.of(new BouncyCastleProvider())));

    @ParameterizedTest
    @FieldSource("VERIFIERS")
    void aSignatureIsOfOneMessageUnderOneKey(SignatureVerifier verifier) throws MalformedEvidenceException {
        EcdsaSignature signature = raw(R + S);
        Issuer other = Issuer.named("Other");
        EcPublicKey otherKey = EcPublicKey.ofSubjectPublicKeyInfo(
                EcCurve.P_256, Bytes.copyOf(other.keys().getPublic().getEncoded()), "key");

        assertThat(verifier.verifies(KEY, SAMPLE, signature)).isTrue();
        assertThat(verifier.verifies(KEY, Bytes.utf8("xsamplex").slice(1, 7), signature))
                .isTrue();
        assertThat(verifier.verifies(KEY, Bytes.utf8("Sample"), signature)).isFalse();
        assertThat(verifier.verifies(otherKey, SAMPLE, signature)).isFalse();
        assertThat(verifier.verifies(KEY, SAMPLE, raw(S + R))).isFalse();
    }

    @Test
    void bothOfTheTwoSignaturesThatAreOneAreAccepted() {
        String low = String.format("%064x", new BigInteger(N, 16).subtract(new BigInteger(S, 16)));

        assertThat(verifies(raw(R + S))).isTrue(); // s above n/2
        assertThat(verifies(raw(R + low))).isTrue();
    }

    @ParameterizedTest(name = "r {0}, s {1}")
    @CsvSource({
        ZERO + ", " + ZERO, ZERO + ", " + S, R + ", " + ZERO, ZERO + ", " + ONE, ONE + ", " + ZERO,
        N + ", " + S, R + ", " + N, N + ", " + N, N_AND_ONE + ", " + S, R + ", " + N_AND_ONE,
        ONES + ", " + S, R + ", " + ONES, ONES + ", " + ONES, ONE + ", " + ONE
    })
    void numbersOutOfRangeNeverVerify(String r, String s) {
        EcdsaSignature signature = raw(r + s);

        assertThat(verifies(signature)).isFalse();
        assertThat(signature.fits(KEY)).isEqualTo(r.equals(ONE) && s.equals(ONE));
    }

    /** {@code s + n} is {@code s} modulo n, and fits 32 bytes for small ones. */
    @Test
    void aNumberIsNotReduced() {
        assertThat(raw(ONE + N_AND_ONE).fits(KEY)).isFalse();
        assertThat(raw(N_AND_ONE + ONE).fits(KEY)).isFalse();
        assertThat(raw(String.format("%064x", new BigInteger(N, 16).subtract(BigInteger.ONE)) + ONE)
                        .fits(KEY))
                .isTrue();
    }

    @Test
    void derAndRawFormsAreTheSame() throws MalformedEvidenceException {
        EcdsaSignature der =
                EcdsaSignature.ofDer(EcCurve.P_256, Bytes.hex("3046" + "022100" + R + "022100" + S), "signature");
        EcdsaSignature small = EcdsaSignature.ofDer(EcCurve.P_256, Bytes.hex("3006020101020102"), "signature");

        assertThat(der).isEqualTo(raw(R + S));
        assertThat(verifies(der)).isTrue();
        assertThat(small).isEqualTo(raw(ONE + "00".repeat(31) + "02"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "300702020001020101, NOT_MINIMAL",
        "3006020100020101, ''", // zero
        "3006020101020100, ''",
        "30060201ff020101, ''", // negative
        "3006020101020180, ''",
        "300a0201010201010500, TRUNCATED",
        "30080201010201010500, TRAILING_BYTES",
        "30060201010201010500, TRAILING_BYTES",
        "3003020101, TRUNCATED",
        "3000, TRUNCATED",
        "30050200020101, BAD_LENGTH",
        "3106020101020101, WRONG_TYPE",
        "'', TRUNCATED"
    })
    void aDerSignatureIsRefusedOrDoesNotVerify(String hex, String code) throws MalformedEvidenceException {
        if (code.isEmpty()) {
            assertThat(verifies(EcdsaSignature.ofDer(EcCurve.P_256, Bytes.hex(hex), "signature")))
                    .isFalse();
            assertThat(EcdsaSignature.ofDer(EcCurve.P_256, Bytes.hex(hex), "signature")
                            .fits(KEY))
                    .isFalse();
        } else {
            assertThat(Refusal.code(() -> EcdsaSignature.ofDer(EcCurve.P_256, Bytes.hex(hex), "signature")))
                    .isEqualTo(Malformation.valueOf(code));
        }
    }

    @Test
    void aNumberThatThirtyTwoBytesCannotHoldIsOutOfRange() throws MalformedEvidenceException {
        // r + 2^256
        EcdsaSignature signature =
                EcdsaSignature.ofDer(EcCurve.P_256, Bytes.hex("3046" + "022101" + R + "022100" + S), "signature");

        assertThat(signature.fits(KEY)).isFalse();
        assertThat(verifies(signature)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 63, 65})
    void aRawSignatureHasSixtyFourBytes(int size) {
        assertThatIllegalArgumentException().isThrownBy(() -> new EcdsaSignature(Bytes.zeros(size)));
    }

    private static boolean verifies(EcdsaSignature signature) {
        return SignatureVerifier.ofPlatform().verifies(KEY, SAMPLE, signature);
    }

    private static EcdsaSignature raw(String hex) {
        return new EcdsaSignature(Bytes.hex(hex));
    }
}
