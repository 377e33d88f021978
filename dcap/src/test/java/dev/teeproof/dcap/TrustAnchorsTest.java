package dev.teeproof.dcap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Certificate;
import dev.teeproof.crypto.Digest;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrustAnchorsTest {

    @Test
    void intelsRootIsPinnedByKeyAndByCertificate() {
        List<Certificate> roots = TrustAnchors.intel().roots();

        assertThat(roots).hasSize(1);
        Certificate root = roots.get(0);
        assertThat(Digest.SHA_256.of(root.der()))
                .isEqualTo(Bytes.hex("44a0196b2b99f889b8e149e95b807a350e7424964399e885a7cbb8ccfab674d3"));
        assertThat(Digest.SHA_256.of(root.subjectPublicKeyInfo()))
                .isEqualTo(Bytes.hex("a0af031289f5d5d4132f9186068a7fc13628633ba235777472e29b6b6c67a49e"))
                .isEqualTo(TrustAnchors.INTEL_SGX_ROOT_CA);
        assertThat(root.selfIssued()).isTrue();
        assertThat(root.notBefore()).hasToString("2018-05-21T10:45:10Z");
        assertThat(root.notAfter()).hasToString("2049-12-31T23:59:59Z");
        assertThat(TrustAnchors.isIntel(root)).isTrue();
        assertThat(TrustAnchors.named(root).name()).isEqualTo("Intel SGX Root CA");
    }

    @Test
    void aRootThatComesWithTheQuoteIsNotTrusted() throws Exception {
        QuoteAuthentication outcome = QuoteVerifier.of(TrustAnchors.of(List.of()))
                .authenticate(RealQuotes.quote(RealQuotes.CURRENT), RealQuotes.JULY_1);

        assertThat(outcome).isInstanceOfSatisfying(RefusedQuote.class, refused -> {
            assertThat(refused.reason().code()).isEqualTo(QuoteCheck.PCK_CHAIN_UNTRUSTED);
            assertThat(refused.reason().statement()).contains("no trust anchor verifies its signature");
        });
    }

    /** Trusting the CA itself does not do: the CA above a PCK certificate must be issued by an anchor. */
    @Test
    void anotherRootThanIntelsDoesNotVerifyIntelsChain() throws Exception {
        Quote quote = RealQuotes.quote(RealQuotes.CURRENT);
        PckChain chain = RealQuotes.authentic(quote, RealQuotes.JULY_1).chain();

        QuoteAuthentication outcome = QuoteVerifier.of(TrustAnchors.of(List.of(chain.ca(), chain.pck())))
                .authenticate(quote, RealQuotes.JULY_1);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        RefusedQuote.class,
                        refused -> assertThat(refused.reason().code()).isEqualTo(QuoteCheck.PCK_CHAIN_UNTRUSTED));
    }

    @Test
    void aRootOfTheCallersIsAddedAndNamedAsTheCallers() throws Exception {
        PckChain chain = RealQuotes.authentic(RealQuotes.quote(RealQuotes.CURRENT), RealQuotes.JULY_1)
                .chain();

        TrustAnchors both = TrustAnchors.intel().and(List.of(chain.ca()));

        assertThat(both.roots()).containsExactly(chain.anchor(), chain.ca());
        assertThat(TrustAnchors.isIntel(chain.ca())).isFalse();
        assertThat(TrustAnchors.named(chain.ca()).name())
                .contains("Intel SGX PCK Platform CA", "a root of the caller's, SPKI SHA-256 ");
    }
}
