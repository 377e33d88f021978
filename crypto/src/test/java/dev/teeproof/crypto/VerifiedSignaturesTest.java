package dev.teeproof.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** With the key and a signature of RFC 6979 appendix A.2.5. */
class VerifiedSignaturesTest {

    private static final EcPublicKey KEY = new EcPublicKey(
            EcCurve.P_256,
            Bytes.hex("60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"),
            Bytes.hex("7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299"));
    private static final EcPublicKey OTHER_KEY = new EcPublicKey(
            EcCurve.P_256,
            Bytes.hex("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"),
            Bytes.hex("4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"));
    private static final Bytes MESSAGE = Bytes.utf8("sample");
    private static final EcdsaSignature SIGNATURE =
            new EcdsaSignature(Bytes.hex("efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
                    + "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8"));

    private final AtomicInteger computed = new AtomicInteger();
    private final SignatureVerifier counting = (key, message, signature) -> {
        computed.incrementAndGet();
        return SignatureVerifier.ofPlatform().verifies(key, message, signature);
    };

    @Test
    void whatVerifiedIsComputedOnce() {
        SignatureVerifier remembering = VerifiedSignatures.over(counting, 10);

        for (int i = 0; i < 5; i++) {
            assertThat(remembering.verifies(KEY, MESSAGE, SIGNATURE)).isTrue();
            assertThat(remembering.verifies(KEY, Bytes.utf8("a sample").slice(2, 8), SIGNATURE))
                    .isTrue();
        }
        assertThat(computed).hasValue(1);
    }

    @Test
    void anotherKeyMessageOrSignatureIsComputed() {
        SignatureVerifier remembering = VerifiedSignatures.over(counting, 10);
        remembering.verifies(KEY, MESSAGE, SIGNATURE);

        assertThat(remembering.verifies(OTHER_KEY, MESSAGE, SIGNATURE)).isFalse();
        assertThat(remembering.verifies(KEY, Bytes.utf8("Sample"), SIGNATURE)).isFalse();
        assertThat(remembering.verifies(KEY, MESSAGE, new EcdsaSignature(Bytes.hex("01".repeat(64)))))
                .isFalse();
        assertThat(computed).hasValue(4);
    }

    @Test
    void whatIsWrongIsNotRemembered() {
        SignatureVerifier remembering = VerifiedSignatures.over(counting, 10);

        assertThat(remembering.verifies(OTHER_KEY, MESSAGE, SIGNATURE)).isFalse();
        assertThat(remembering.verifies(OTHER_KEY, MESSAGE, SIGNATURE)).isFalse();
        assertThat(computed).hasValue(2);
    }

    @Test
    void onlySoManyAreRemembered() {
        SignatureVerifier agreeing = (key, message, signature) -> computed.incrementAndGet() > 0;
        SignatureVerifier remembering = VerifiedSignatures.over(agreeing, 16);

        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 1_000; i++) {
                assertThat(remembering.verifies(KEY, Bytes.of(i >> 8, i), SIGNATURE))
                        .isTrue();
            }
        }
        assertThat(computed.get()).isBetween(2_000 - 16 * 2, 2_000);
    }

    @Test
    void threadsShareOneVerifier() throws Exception {
        SignatureVerifier shared = SignatureVerifier.ofPlatform();
        Callable<Boolean> task = () -> {
            boolean right = true;
            for (int i = 0; i < 50; i++) {
                right &= shared.verifies(KEY, MESSAGE, SIGNATURE);
                right &= !shared.verifies(OTHER_KEY, MESSAGE, SIGNATURE);
            }
            return right;
        };
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<Boolean>> answers = new ArrayList<>(threads.invokeAll(List.of(task, task, task, task)));
            for (Future<Boolean> answer : answers) {
                assertThat(answer.get()).isTrue();
            }
        }
    }
}
