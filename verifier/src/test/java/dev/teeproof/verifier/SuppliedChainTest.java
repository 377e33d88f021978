package dev.teeproof.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.dcap.AuthenticQuote;
import dev.teeproof.dcap.PckCertificateId;
import dev.teeproof.dcap.Quote;
import dev.teeproof.dcap.QuoteAuthentication;
import dev.teeproof.dcap.QuoteCheck;
import dev.teeproof.dcap.QuoteVerdict;
import dev.teeproof.dcap.QuoteVerifier;
import dev.teeproof.dcap.RefusedQuote;
import dev.teeproof.dcap.TcbStatus;
import dev.teeproof.dcap.TrustAnchors;
import dev.teeproof.dcap.VerifiedQuote;
import dev.teeproof.result.Check;
import dev.teeproof.simulator.QuoteBlueprint;
import dev.teeproof.simulator.QuoteKind;
import dev.teeproof.simulator.SimulatedEndorsements;
import dev.teeproof.simulator.SimulatedQuote;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Quotes of every kind that do not carry their PCK certificate chain, with the right chain, another's, and none. */
class SuppliedChainTest {

    private static final String HINT = "the PCK certificate that was supplied is of another platform";

    static Stream<Arguments> kindsAndTypes() {
        return Arrays.stream(QuoteKind.values())
                .flatMap(kind -> Stream.of(1, 2, 3, 4).map(type -> arguments(kind, type)));
    }

    private static QuoteBlueprint plan(QuoteKind kind, int type) {
        return GeneratedQuoteTest.plan(kind).certificationData(type);
    }

    private static SimulatedQuote otherPlatform(QuoteKind kind) {
        return QuoteBlueprint.of(kind, FaultCase.SEED + 1, FaultCase.AT)
                .underThePkiOf(GeneratedQuoteTest.plan(kind))
                .build();
    }

    @ParameterizedTest(name = "{0}, type {1}")
    @MethodSource("kindsAndTypes")
    void withoutAChainTheQuoteIsRefused(QuoteKind kind, int type) throws MalformedEvidenceException {
        SimulatedQuote sent = plan(kind, type).build();

        Check reason = reason(verifier(sent).verify(Quote.parse(sent.quote()), sent.collateral(), FaultCase.AT));

        assertThat(reason.code()).isEqualTo(QuoteCheck.CERT_DATA_UNSUPPORTED);
        assertThat(reason.statement()).contains("type " + type).contains("no chain was supplied");
        assertThat(reason(verifier(sent).authenticate(Quote.parse(sent.quote()), FaultCase.AT)))
                .isEqualTo(reason);
    }

    @ParameterizedTest(name = "{0}, type {1}")
    @MethodSource("kindsAndTypes")
    void withItsChainTheQuoteIsVerified(QuoteKind kind, int type) throws MalformedEvidenceException {
        SimulatedQuote sent = plan(kind, type).pckChainInCollateral().build();
        Quote quote = Quote.parse(sent.quote());

        QuoteVerdict verdict = verifier(sent).verify(quote, sent.collateral(), FaultCase.AT);

        assertThat(verdict).as("%s", verdict.checks()).isInstanceOf(VerifiedQuote.class);
        assertThat(((VerifiedQuote) verdict).tcb().status()).isEqualTo(TcbStatus.UP_TO_DATE);
        assertThat(verdict.checks().getFirst().statement()).contains("chain was supplied, from the simulated platform");
        assertThat(authenticate(sent, sent.pckChainPem())).isInstanceOf(AuthenticQuote.class);
    }

    @ParameterizedTest(name = "{0}, type {1}")
    @MethodSource("kindsAndTypes")
    void theChainOfAnotherPlatformIsFoundOut(QuoteKind kind, int type) throws MalformedEvidenceException {
        SimulatedQuote sent = plan(kind, type).build();

        Check reason = reason(authenticate(sent, otherPlatform(kind).pckChainPem()));

        if (type == 4) {
            assertThat(reason.code()).isEqualTo(QuoteCheck.PCK_CHAIN_FORMAT);
            assertThat(reason.statement()).contains("another certificate than the quote's");
        } else {
            assertThat(reason.code()).isEqualTo(QuoteCheck.QE_REPORT_SIGNATURE);
            assertThat(reason.statement()).contains(HINT);
        }
    }

    @ParameterizedTest(name = "{0}, type {1}")
    @MethodSource("kindsAndTypes")
    void aChainIsHeldToTheRulesOfChainsWhoeverSuppliesIt(QuoteKind kind, int type) throws MalformedEvidenceException {
        SimulatedQuote sent = plan(kind, type).build();
        String pem = sent.pckChainPem().toUtf8("pem");
        int second = pem.indexOf("-----BEGIN", 10);
        SimulatedQuote stranger =
                QuoteBlueprint.of(kind, FaultCase.SEED + 9, FaultCase.AT).build();

        assertThat(reason(authenticate(sent, Bytes.utf8(pem.substring(0, second))))
                        .code())
                .isEqualTo(QuoteCheck.PCK_CHAIN_FORMAT);
        assertThat(reason(authenticate(sent, Bytes.utf8("no PEM"))).code()).isEqualTo(QuoteCheck.PCK_CHAIN_FORMAT);
        assertThat(reason(authenticate(sent, stranger.pckChainPem())).code()).isEqualTo(QuoteCheck.PCK_CHAIN_UNTRUSTED);
        assertThat(authenticate(sent, Bytes.utf8(pem.substring(0, pem.lastIndexOf("-----BEGIN")))))
                .as("without the root")
                .isInstanceOf(AuthenticQuote.class);
    }

    /** Nobody verifies a platform manifest: not even the right chain makes up for it. */
    @ParameterizedTest
    @EnumSource
    void aPlatformManifestIsNotSupportedWhateverIsSupplied(QuoteKind kind) throws MalformedEvidenceException {
        SimulatedQuote sent = plan(kind, 7).pckChainInCollateral().build();

        assertThat(reason(verifier(sent).verify(Quote.parse(sent.quote()), sent.collateral(), FaultCase.AT))
                        .code())
                .isEqualTo(QuoteCheck.CERT_DATA_UNSUPPORTED);
        assertThat(reason(authenticate(sent, sent.pckChainPem())).code()).isEqualTo(QuoteCheck.CERT_DATA_UNSUPPORTED);
    }

    /** A quote that brings its chain along is judged by that, and by no other that comes with collateral. */
    @ParameterizedTest
    @EnumSource
    void theQuotesOwnChainComesFirst(QuoteKind kind) throws MalformedEvidenceException {
        SimulatedQuote sent = GeneratedQuoteTest.plan(kind).build();
        SimulatedQuote broken = GeneratedQuoteTest.plan(kind)
                .sentChain(List.of())
                .pckChainInCollateral()
                .build();

        assertThat(authenticate(sent, otherPlatform(kind).pckChainPem())).isInstanceOf(AuthenticQuote.class);
        assertThat(reason(verifier(broken).verify(Quote.parse(broken.quote()), broken.collateral(), FaultCase.AT))
                        .code())
                .isEqualTo(QuoteCheck.PCK_CHAIN_FORMAT);
    }

    /** The certificate that the quote names: DER or PEM, one, and the one that the chain begins with. */
    @ParameterizedTest
    @EnumSource
    void aCertificateByItselfIsTheLeafOfTheChain(QuoteKind kind) throws MalformedEvidenceException {
        QuoteBlueprint plan = GeneratedQuoteTest.plan(kind);
        Bytes pem = plan.build().pckChainPem();
        Bytes der = Pem.read(pem).get(0);

        assertThat(named(plan, der, pem)).isInstanceOf(AuthenticQuote.class);
        assertThat(named(plan, Bytes.concat(Pem.write(List.of(der)), Bytes.zeros(1)), pem))
                .as("with the zero that ends text in C")
                .isInstanceOf(AuthenticQuote.class);
        for (Bytes wrong : List.of(
                Bytes.empty(),
                Bytes.zeros(10),
                pem,
                Pem.read(pem).get(1),
                der.slice(0, der.size() - 1),
                Bytes.concat(der, Bytes.zeros(1)))) {
            assertThat(reason(named(plan, wrong, pem)).code()).isEqualTo(QuoteCheck.PCK_CHAIN_FORMAT);
        }
    }

    private static QuoteAuthentication named(QuoteBlueprint plan, Bytes certificate, Bytes pem)
            throws MalformedEvidenceException {
        return authenticate(plan.certificationData(4, certificate).build(), pem);
    }

    @ParameterizedTest(name = "{0}, type {1}")
    @MethodSource("kindsAndTypes")
    void theQuoteSaysWhichCertificateItWants(QuoteKind kind, int type) throws MalformedEvidenceException {
        QuoteBlueprint plan = plan(kind, type);
        SimulatedEndorsements endorsements = plan.endorsements();
        Quote quote = Quote.parse(plan.build().quote());

        if (type == 4) {
            assertThat(quote.authentication()
                            .certificationData()
                            .pckCertificateId(quote.header().qeId()))
                    .isEmpty();
            return;
        }
        PckCertificateId id = quote.authentication()
                .certificationData()
                .pckCertificateId(quote.header().qeId())
                .orElseThrow();
        assertThat(id.qeId()).isEqualTo(endorsements.qeId());
        assertThat(id.cpuSvn()).isEqualTo(endorsements.platform().tcbComponents());
        assertThat(id.pceSvn()).isEqualTo(13);
        assertThat(id.pceId()).isEqualTo(Bytes.zeros(2));
        assertThat(id.encryptedPpid().map(Bytes::size).orElse(0)).isEqualTo(new int[] {0, 0, 256, 384}[type]);
    }

    private static QuoteVerifier verifier(SimulatedQuote sent) {
        return QuoteVerifier.of(TrustAnchors.of(List.of(sent.root())));
    }

    private static QuoteAuthentication authenticate(SimulatedQuote sent, Bytes chain)
            throws MalformedEvidenceException {
        return verifier(sent).authenticate(Quote.parse(sent.quote()), chain, "somebody", FaultCase.AT);
    }

    private static Check reason(Object outcome) {
        assertThat(outcome).isInstanceOf(RefusedQuote.class);
        return ((RefusedQuote) outcome).reason();
    }
}
