package dev.teeproof.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.dcap.Quote;
import dev.teeproof.dcap.QuoteCheck;
import dev.teeproof.dcap.QuoteVerdict;
import dev.teeproof.dcap.QuoteVerifier;
import dev.teeproof.dcap.RefusedQuote;
import dev.teeproof.dcap.TcbStatus;
import dev.teeproof.dcap.Tee;
import dev.teeproof.dcap.TrustAnchors;
import dev.teeproof.dcap.VerifiedQuote;
import dev.teeproof.result.AttestationResult;
import dev.teeproof.result.Check;
import dev.teeproof.result.Outcome;
import dev.teeproof.result.Verdict;
import dev.teeproof.simulator.QuoteBlueprint;
import dev.teeproof.simulator.QuoteKind;
import dev.teeproof.simulator.SimulatedQuote;
import dev.teeproof.sources.GivenCollateral;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every fault of the tables of quotes, alone in a quote of every kind that is right otherwise. */
class GeneratedQuoteTest {

    /** Needs a verifier that has no collateral at all; see {@link #withoutCollateralNothingIsBlamed}. */
    private static final QuoteCheck ELSEWHERE = QuoteCheck.COLLATERAL_MISSING;

    static QuoteBlueprint plan(QuoteKind kind) {
        return QuoteBlueprint.of(kind, FaultCase.SEED, FaultCase.AT);
    }

    static List<FaultCase<QuoteBlueprint>> faults(QuoteKind kind) {
        return Stream.of(
                        CertificateFaults.<QuoteBlueprint>cases(),
                        CollateralFaults.<QuoteBlueprint>cases(kind),
                        QuoteFaults.<QuoteBlueprint>cases(kind))
                .flatMap(List::stream)
                .toList();
    }

    static Stream<Arguments> everyFault() {
        return Arrays.stream(QuoteKind.values())
                .flatMap(kind -> faults(kind).stream().map(fault -> arguments(kind, fault)));
    }

    static Stream<Arguments> everyVariant() {
        return Arrays.stream(QuoteKind.values())
                .flatMap(kind -> HarmlessVariants.<QuoteBlueprint>ofTheQuote(kind).stream()
                        .map(variant -> arguments(kind, variant)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("everyFault")
    void theFaultIsFoundByTheCheckThatLooksForIt(QuoteKind kind, FaultCase<QuoteBlueprint> fault)
            throws MalformedEvidenceException {
        QuoteVerdict verdict = verdict(fault.of(plan(kind)).build());

        Check first = verdict.checks().stream()
                .filter(check -> check.outcome() == Outcome.FAILED || check.outcome() == Outcome.NOT_ACCEPTED)
                .findFirst()
                .orElseThrow();
        assertThat(first.code().name()).as(first.statement()).isEqualTo(fault.code());
        assertThat(first.outcome())
                .isEqualTo(fault.verdict() == Verdict.WARNING ? Outcome.NOT_ACCEPTED : Outcome.FAILED);
        assertThat(verdict instanceof RefusedQuote).isEqualTo(fault.verdict() == Verdict.CONTRAINDICATED);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("everyVariant")
    void whatIsUnusualAndRightPassesEveryCheck(QuoteKind kind, FaultCase<QuoteBlueprint> variant)
            throws MalformedEvidenceException {
        SimulatedQuote sent = variant.of(plan(kind)).build();
        QuoteVerdict verdict = verdict(sent);

        assertThat(verdict).as("%s", verdict.checks()).isInstanceOf(VerifiedQuote.class);
        VerifiedQuote verified = (VerifiedQuote) verdict;
        assertThat(verified.tcb().status()).isEqualTo(TcbStatus.UP_TO_DATE);
        assertThat(verified.tee()).isEqualTo(kind.sgx() ? Tee.SGX : Tee.TDX);
        assertThat(verified.checks()).extracting(Check::code).containsExactlyElementsOf(QuoteCheck.of(verified.tee()));
        assertThat(verified.checks())
                .allMatch(check -> check.outcome() == Outcome.PASSED || check.outcome() == Outcome.NOT_APPLICABLE);
        assertThat(verified.checks().stream().filter(check -> check.outcome() == Outcome.NOT_APPLICABLE))
                .extracting(check -> check.code().name())
                .isEqualTo(
                        kind == QuoteKind.TDX_V4 || kind == QuoteKind.TDX_V5_TD10
                                ? List.of("SERVICE_TD_PRESENT")
                                : List.of());
        assertThat(Quote.parse(sent.quote()).trailingBytes())
                .isEqualTo(sent.quote().size() - sent.core().size());
    }

    /** A TD report 1.0 has no place for a service domain, and an enclave has nothing of a domain. */
    @ParameterizedTest
    @EnumSource
    void everyCodeWithinReachOfTheKindHasItsFault(QuoteKind kind) {
        Set<QuoteCheck> expected = EnumSet.copyOf(QuoteCheck.of(kind.sgx() ? Tee.SGX : Tee.TDX));
        expected.remove(ELSEWHERE);
        if (kind == QuoteKind.TDX_V4 || kind == QuoteKind.TDX_V5_TD10) {
            expected.remove(QuoteCheck.SERVICE_TD_PRESENT);
        }

        Set<String> found = new TreeSet<>();
        faults(kind).forEach(fault -> found.add(fault.code()));

        assertThat(found)
                .containsExactlyInAnyOrderElementsOf(
                        expected.stream().map(Enum::name).toList());
    }

    @ParameterizedTest
    @EnumSource
    void noTwoFaultsOfAKindHaveTheSameName(QuoteKind kind) {
        assertThat(faults(kind).stream().map(FaultCase::name))
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(150);
        assertThat(HarmlessVariants.<QuoteBlueprint>ofTheQuote(kind).stream().map(FaultCase::name))
                .doesNotHaveDuplicates();
    }

    /** The same through the front door: evidence of bytes, collateral from a source. */
    @ParameterizedTest
    @EnumSource
    void aQuoteThatComesByItselfIsAppraised(QuoteKind kind) throws MalformedEvidenceException {
        SimulatedQuote sent = plan(kind).build();

        AttestationResult result = Verifier.builder()
                .trustAnchors(TrustAnchors.of(List.of(sent.root())))
                .endorsements(new GivenCollateral(List.of(sent.collateral())))
                .build()
                .verify(Evidence.read(sent.quote()), FaultCase.AT);

        assertThat(result.reasons()).isEmpty();
        assertThat(result.verdict()).isEqualTo(Verdict.AFFIRMING);
        assertThat(result.evidence())
                .isEqualTo("quote of version " + kind.version() + " of an Intel "
                        + (kind.sgx() ? "SGX enclave" : "TDX domain"));
    }

    @ParameterizedTest
    @EnumSource
    void withoutCollateralNothingIsBlamed(QuoteKind kind) throws MalformedEvidenceException {
        SimulatedQuote sent = plan(kind).build();

        AttestationResult result = Verifier.builder()
                .trustAnchors(TrustAnchors.of(List.of(sent.root())))
                .build()
                .verify(Evidence.read(sent.quote()), FaultCase.AT);

        assertThat(result.reasons().getFirst().code()).isEqualTo(ELSEWHERE);
        assertThat(result.verdict()).isEqualTo(Verdict.NONE);
    }

    private static QuoteVerdict verdict(SimulatedQuote sent) throws MalformedEvidenceException {
        return QuoteVerifier.of(TrustAnchors.of(List.of(sent.root())))
                .verify(Quote.parse(sent.quote()), sent.collateral(), FaultCase.AT);
    }
}
