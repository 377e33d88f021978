package dev.teeproof.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bouncycastle.jce.ECNamedCurveTable;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.jce.spec.ECNamedCurveParameterSpec;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Signatures in which implementations have been wrong or of different opinions, made for the purpose by arithmetic on the
 * curve. The answers are those of FIPS 186-5 section 6.4.2.
 */
class ProviderAgreementTest {

    private static final ECNamedCurveParameterSpec CURVE = ECNamedCurveTable.getParameterSpec("P-256");
    private static final BigInteger N = CURVE.getN();
    private static final BigInteger P = CURVE.getCurve().getField().getCharacteristic();
    private static final Bytes MESSAGE = Bytes.utf8("what is signed");
    private static final BigInteger E =
            new BigInteger(1, Digest.SHA_256.of(MESSAGE).toArray());

    static final List<Named<SignatureVerifier>> VERIFIERS = List.of(
            Named.of("the platform's", SignatureVerifier.ofPlatform()),
            Named.of("Java's", SignatureVerifier.ofJava()),
            Named.of("another provider's", SignatureVerifier.of(new BouncyCastleProvider())));

    /** The nonce's point has an x from n up to p, which r is congruent to: rare, and right. */
    @ParameterizedTest
    @FieldSource("VERIFIERS")
    void rIsComparedModuloTheOrder(SignatureVerifier verifier) {
        BigInteger r = BigInteger.TWO;
        while (pointAt(r.add(N)).isEmpty()) {
            r = r.add(BigInteger.ONE);
        }
        ECPoint nonce = pointAt(r.add(N)).orElseThrow();
        BigInteger s = BigInteger.valueOf(12345);
        // Q with e/s G + r/s Q = R
        ECPoint q = nonce.multiply(s).subtract(CURVE.getG().multiply(E)).multiply(r.modInverse(N));

        assertThat(verifier.verifies(key(q), MESSAGE, signature(r, s))).isTrue();
        assertThat(verifier.verifies(key(q), MESSAGE, signature(r.add(N), s))).isFalse();
    }

    /** {@code e/s G + r/s Q} is the point at infinity, which has no x to compare. */
    @ParameterizedTest
    @FieldSource("VERIFIERS")
    void theSumAtInfinityIsNoSignature(SignatureVerifier verifier) {
        BigInteger d = new BigInteger(250, new Random(7));
        BigInteger r = E.negate().multiply(d.modInverse(N)).mod(N);

        for (BigInteger s : List.of(BigInteger.ONE, BigInteger.valueOf(12345), N.subtract(BigInteger.ONE), r)) {
            assertThat(verifier.verifies(key(CURVE.getG().multiply(d)), MESSAGE, signature(r, s)))
                    .isFalse();
        }
    }

    /** Where both multiples are the same point, their sum is a doubling. */
    @ParameterizedTest
    @FieldSource("VERIFIERS")
    void theSumOfAPointWithItselfIsADoubling(SignatureVerifier verifier) {
        BigInteger s = BigInteger.valueOf(12345);
        BigInteger u1 = E.multiply(s.modInverse(N)).mod(N);
        BigInteger r = CURVE.getG()
                .multiply(u1.shiftLeft(1))
                .normalize()
                .getAffineXCoord()
                .toBigInteger()
                .mod(N);
        ECPoint q = CURVE.getG().multiply(E.multiply(r.modInverse(N)).mod(N));

        assertThat(verifier.verifies(key(q), MESSAGE, signature(r, s))).isTrue();
        assertThat(verifier.verifies(key(q), MESSAGE, signature(r, s.add(BigInteger.ONE))))
                .isFalse();
    }

    /** The greatest and least numbers in range, under the generator, its opposite and the point with x = 0. */
    @ParameterizedTest
    @FieldSource("VERIFIERS")
    void extremeNumbersInRangeAreAnswered(SignatureVerifier verifier) {
        List<BigInteger> extremes = List.of(
                BigInteger.ONE, BigInteger.TWO, N.subtract(BigInteger.ONE), N.shiftRight(1), BigInteger.ZERO, N);
        ECPoint atZero = pointAt(BigInteger.ZERO).orElseThrow();
        for (ECPoint q : List.of(CURVE.getG(), CURVE.getG().negate(), atZero)) {
            for (BigInteger r : extremes) {
                for (BigInteger s : extremes) {
                    assertThat(verifier.verifies(key(q), MESSAGE, signature(r, s)))
                            .as("r %x, s %x", r, s)
                            .isFalse();
                }
            }
        }
    }

    @Test
    void theyGiveTheSameAnswersToDamagedSignatures() {
        Random random = new Random(20261124);
        BigInteger d = new BigInteger(250, random);
        BigInteger k = new BigInteger(250, random);
        BigInteger r = CURVE.getG()
                .multiply(k)
                .normalize()
                .getAffineXCoord()
                .toBigInteger()
                .mod(N);
        BigInteger s = k.modInverse(N).multiply(E.add(r.multiply(d))).mod(N);
        EcPublicKey key = key(CURVE.getG().multiply(d));
        byte[] right = signature(r, s).rs().toArray();

        for (int bit = -1; bit < 512; bit += 16) {
            byte[] damaged = right.clone();
            if (bit >= 0) {
                damaged[bit / 8] ^= (byte) (1 << bit % 8);
            }
            EcdsaSignature signature = new EcdsaSignature(Bytes.copyOf(damaged));
            for (Named<SignatureVerifier> verifier : VERIFIERS) {
                assertThat(verifier.getPayload().verifies(key, MESSAGE, signature))
                        .as("%s, bit %s", verifier, bit)
                        .isEqualTo(bit < 0);
            }
        }
    }

    private static Optional<ECPoint> pointAt(BigInteger x) {
        BigInteger square = x.pow(3)
                .subtract(x.multiply(BigInteger.valueOf(3)))
                .add(CURVE.getCurve().getB().toBigInteger())
                .mod(P);
        BigInteger y = square.modPow(P.add(BigInteger.ONE).shiftRight(2), P);
        return y.multiply(y).mod(P).equals(square)
                ? Optional.of(CURVE.getCurve().createPoint(x, y))
                : Optional.empty();
    }

    private static EcPublicKey key(ECPoint point) {
        ECPoint affine = point.normalize();
        return new EcPublicKey(
                EcCurve.P_256,
                number(affine.getAffineXCoord().toBigInteger()),
                number(affine.getAffineYCoord().toBigInteger()));
    }

    private static EcdsaSignature signature(BigInteger r, BigInteger s) {
        return new EcdsaSignature(Bytes.concat(number(r), number(s)));
    }

    private static Bytes number(BigInteger number) {
        return Bytes.hex(String.format("%064x", number));
    }
}
