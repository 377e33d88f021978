package dev.teeproof.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.teeproof.codec.Bytes;
import java.net.URL;
import java.net.URLClassLoader;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which provider computes, and what one has to show before it is believed. */
class ProviderChoiceTest {

    private static final String ALGORITHM = "SHA256withECDSAinP1363Format";

    /** How a signature that is wrong, or any, can be answered. */
    enum Answer {
        YES,
        NO,
        SIGNATURE_EXCEPTION,
        RUNTIME_EXCEPTION,
        LINKAGE_ERROR
    }

    /** The suite runs once for each provider, and the build says for which. */
    @Test
    void thisRunComputesWithTheProviderThatTheBuildNames() {
        String expected = System.getProperty("teeproof.crypto.provider", "");
        boolean native64 = System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64");
        assumeTrue(
                native64 || !expected.equals("AmazonCorrettoCryptoProvider"),
                "Amazon Corretto Crypto Provider is tried on Linux x86-64 alone: this run repeats that of the JDK");

        assertThat(SignatureVerifier.ofPlatform().toString())
                .startsWith(expected.isEmpty() ? "SunEC " : expected + " ");
    }

    @Test
    void withoutTheNativeProviderJavaComputes() throws Exception {
        try (URLClassLoader nothing = new URLClassLoader(new URL[0], ClassLoader.getPlatformClassLoader())) {
            assertThat(NativeProvider.find(nothing)).isEmpty();
        }
        assertThat(SignatureVerifier.ofJava().toString())
                .startsWith(Signature.getInstance(ALGORITHM).getProvider().getName());
    }

    @Test
    void aProviderOfTheCallersChoiceNeedNotBeInstalled() {
        Provider provider = new BouncyCastleProvider();

        assertThat(SignatureVerifier.of(provider)).hasToString("BC " + provider.getVersionStr());
        assertThat(VerifiedSignatures.over(SignatureVerifier.of(provider), 10))
                .hasToString("BC " + provider.getVersionStr() + ", remembered");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SUN", "SunEC", "SunRsaSign"})
    void aProviderWithoutOneOfTheAlgorithmsIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignatureVerifier.of(Security.getProvider(name)))
                .withMessageStartingWith(name + " does not verify");
    }

    @ParameterizedTest
    @EnumSource
    void aProviderThatAnswersEverySignatureAlikeIsRefused(Answer answer) {
        Provider provider = new Answering(answer);

        assertThat(KnownAnswers.areGivenBy(provider)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> SignatureVerifier.of(provider));
    }

    /** Not installed for anybody else: whoever asks Java for a provider gets the same as before. */
    @Test
    void choosingInstallsNothing() {
        Provider[] before = Security.getProviders();

        assertThat(SignatureVerifier.ofPlatform()).isNotNull();
        assertThat(SignatureVerifier.of(new BouncyCastleProvider())).isNotNull();

        assertThat(Security.getProviders()).containsExactly(before);
    }

    @Test
    void anExceptionOverASignatureIsARefusal() {
        ProviderSignatureVerifier verifier =
                ProviderSignatureVerifier.ofFirst(new Answering(Answer.SIGNATURE_EXCEPTION));
        EcPublicKey key = new EcPublicKey(
                EcCurve.P_256,
                Bytes.hex("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"),
                Bytes.hex("4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"));
        EcdsaSignature signature = new EcdsaSignature(Bytes.hex("01".repeat(64)));

        assertThat(verifier.verifies(key, Bytes.empty(), signature)).isFalse();
    }

    /** A provider that gives one answer to whatever it is asked. */
    private static final class Answering extends Provider {

        private static final long serialVersionUID = 1;

        Answering(Answer answer) {
            super("Answering", "1", "answers " + answer);
            putService(new Service(this, "KeyFactory", "EC", "", null, null) {
                @Override
                public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
                    return Security.getProvider("SunEC")
                            .getService("KeyFactory", "EC")
                            .newInstance(parameter);
                }
            });
            putService(new Service(this, "Signature", ALGORITHM, "", null, null) {
                @Override
                public Object newInstance(Object parameter) {
                    return new AnsweringSignature(answer);
                }

                @Override
                public boolean supportsParameter(Object parameter) {
                    return true;
                }
            });
        }
    }

    private static final class AnsweringSignature extends SignatureSpi {

        private final Answer answer;

        AnsweringSignature(Answer answer) {
            this.answer = answer;
        }

        @Override
        protected void engineInitVerify(PublicKey publicKey) {}

        @Override
        protected void engineInitSign(PrivateKey privateKey) throws InvalidKeyException {
            throw new InvalidKeyException("verifies only");
        }

        @Override
        protected void engineUpdate(byte b) {}

        @Override
        protected void engineUpdate(byte[] b, int off, int len) {}

        @Override
        protected byte[] engineSign() throws SignatureException {
            throw new SignatureException("verifies only");
        }

        @Override
        protected boolean engineVerify(byte[] signature) throws SignatureException {
            return switch (answer) {
                case YES -> true;
                case NO -> false;
                case SIGNATURE_EXCEPTION -> throw new SignatureException("as asked");
                case RUNTIME_EXCEPTION -> throw new IllegalStateException("as asked");
                case LINKAGE_ERROR -> throw new UnsatisfiedLinkError("as asked");
            };
        }

        @Override
        @SuppressWarnings("deprecation")
        protected void engineSetParameter(String param, Object value) {}

        @Override
        @SuppressWarnings("deprecation")
        protected Object engineGetParameter(String param) {
            return Optional.empty();
        }
    }
}
