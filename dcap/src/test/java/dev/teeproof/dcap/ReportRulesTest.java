package dev.teeproof.dcap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.teeproof.codec.Bytes;
import dev.teeproof.dcap.ExpectedReport.Field;
import dev.teeproof.result.Check;
import dev.teeproof.result.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a policy may demand of a report, held against the real reports whose values are known from elsewhere. */
class ReportRulesTest {

    /** Row 2 of the real evidence. */
    private static final Map<Field, String> OF_THE_DOMAIN = Map.of(
            Field.MRTD,
            "91eb2b44d141d4ece09f0c75c2c53d247a3c68edd7fafe8a3520c942a604a407de03ae6dc5f87f27428b2538873118b7",
            Field.RTMR0,
            "44c0197b39157fdd7a4dcc44767f9d6b0bb3977c7a8e347b8492f827fe9d9e5c48aca29b220b80b6a540cf994b9bc9c0",
            Field.RTMR1,
            "0084452c01668329d4bc06acdf58a7205c26743304509973949e5619bf81a6a7aea8c323c173019b3093d54e579e9378",
            Field.RTMR2,
            "d833feef2cd945148aa38ead2c53e9b7f138190aaaebfc551dccd829fc207aa3ba80b70870d7330733642e01d48c3132",
            Field.RTMR3,
            "00".repeat(48),
            Field.MR_CONFIG_ID,
            "00".repeat(48),
            Field.MR_OWNER,
            "00".repeat(48),
            Field.MR_SEAM,
            "5b38e33a6487958b72c3c12a938eaa5e3fd4510c51aeeab58c7d5ecee41d7c436489d6c8e4f92f160b7cad34207b00c1",
            Field.REPORT_DATA,
            "9a9d48e7f6799642d3d1b34e1e5e1742d4bb02dd6ddd551862c1211d35c304f9"
                    + "eca3efdbb481601c163cf52493d6e44aed55d51ec39b7e518fadb92c2b523f20");

    /** Row 1. */
    private static final Map<Field, String> OF_THE_ENCLAVE = Map.of(
            Field.MR_ENCLAVE,
            "33d8736db756ed4997e04ba358d27833188f1932ff7b1d156904d3f560452fbb",
            Field.MR_SIGNER,
            "815f42f11cf64430c30bab7816ba596a1da0130c3b028b673133a66cf9a3e0e6",
            Field.ISV_PROD_ID,
            "0000",
            Field.REPORT_DATA,
            "48656c6c6f2c20776f726c6421" + "00".repeat(51));

    static Stream<Arguments> values() {
        return Stream.of(Tee.values())
                .flatMap(tee -> expected(tee).entrySet().stream()
                        .map(entry -> Arguments.of(tee, entry.getKey(), entry.getValue())));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("values")
    void aFieldPassesWithItsValueAndWithNoOther(Tee tee, Field field, String value) throws Exception {
        Bytes right = Bytes.hex(value);

        assertThat(outcome(tee, ExpectedReport.ANY.with(field, right))).isEqualTo(Outcome.PASSED);
        for (int at : new int[] {0, right.size() - 1}) {
            Bytes wrong =
                    Bytes.concat(right.slice(0, at), Bytes.of(right.at(at) ^ 1), right.slice(at + 1, right.size()));
            ExpectedReport other = ExpectedReport.ANY.with(field, wrong);
            assertThat(outcome(tee, other)).isEqualTo(Outcome.FAILED);
            assertThat(outcome(tee, other.with(field, right))).as("one of two").isEqualTo(Outcome.PASSED);
        }
        Check check = check(tee, ExpectedReport.ANY.with(field, right));
        assertThat(check.code()).isEqualTo(field.check());
        assertThat(check.expected()).contains(value);
        assertThat(check.actual()).contains(value);
    }

    /** A demand that this kind of report cannot meet is not passed over. */
    @ParameterizedTest
    @EnumSource(Field.class)
    void aFieldThatTheKindOfReportLacksFails(Field field) throws Exception {
        ExpectedReport expected = ExpectedReport.ANY.with(field, Bytes.zeros(field.size()));

        for (Tee tee : Tee.values()) {
            if (!expected(tee).containsKey(field)) {
                assertThat(outcome(tee, expected)).isEqualTo(Outcome.FAILED);
                assertThat(check(tee, expected).statement()).contains(field.text());
            }
        }
        assertThat(expected(Tee.SGX).containsKey(field) || expected(Tee.TDX).containsKey(field))
                .as("of one kind at least")
                .isTrue();
    }

    @ParameterizedTest(name = "{0} or more: {1}")
    @CsvSource({"0, PASSED", "1, FAILED", "65535, FAILED"})
    void anEnclavesSvnHasToReachTheLeast(int least, Outcome expected) throws Exception {
        assertThat(outcome(Tee.SGX, ExpectedReport.ANY.withLeastIsvSvn(least))).isEqualTo(expected);
    }

    @Test
    void aDomainHasNoIsvSvn() throws Exception {
        assertThat(outcome(Tee.TDX, ExpectedReport.ANY.withLeastIsvSvn(0))).isEqualTo(Outcome.FAILED);
    }

    @Test
    void reportDataThatIsShorterStandsForItselfAndZeros() throws Exception {
        ExpectedReport hello = ExpectedReport.ANY.with(Field.REPORT_DATA, Bytes.utf8("Hello, world!"));

        assertThat(outcome(Tee.SGX, hello)).isEqualTo(Outcome.PASSED);
        assertThat(outcome(Tee.SGX, ExpectedReport.ANY.with(Field.REPORT_DATA, Bytes.utf8("Hello, world"))))
                .isEqualTo(Outcome.FAILED);
        assertThat(outcome(Tee.SGX, ExpectedReport.ANY.with(Field.REPORT_DATA, Bytes.empty())))
                .isEqualTo(Outcome.FAILED);
    }

    @ParameterizedTest
    @EnumSource(Field.class)
    void aValueOfAnotherSizeIsNoDemand(Field field) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExpectedReport.ANY.with(field, Bytes.zeros(field.size() + 1)));
        if (field != Field.REPORT_DATA) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ExpectedReport.ANY.with(field, Bytes.zeros(field.size() - 1)));
        }
    }

    @Test
    void everyDemandIsACheckOfItsOwnThatThePolicyPlans() throws Exception {
        ExpectedReport all = ExpectedReport.ANY.withLeastIsvSvn(0);
        for (Field field : Field.values()) {
            all = all.with(field, Bytes.zeros(field.size()));
        }

        assertThat(new ReportRules(all).check(body(Tee.SGX)))
                .extracting(Check::code)
                .containsExactlyElementsOf(QuotePolicy.STRICT.with(all).checks())
                .doesNotHaveDuplicates()
                .hasSize(Field.values().length + 1);
    }

    /** Row 2, verified under a policy that demands one measurement: first the right one, then another. */
    @Test
    void aGenuineQuoteOfAnotherWorkloadIsRefused() throws Exception {
        ExpectedReport right =
                ExpectedReport.ANY.with(Field.MRTD, Bytes.hex(Objects.requireNonNull(OF_THE_DOMAIN.get(Field.MRTD))));
        ExpectedReport wrong = ExpectedReport.ANY.with(Field.MRTD, Bytes.zeros(48));

        assertThat(verify(right)).isInstanceOf(VerifiedQuote.class);
        assertThat(verify(right).checks().getLast().code()).isEqualTo(PolicyCheck.EXPECTED_MRTD);
        QuoteVerdict refused = verify(wrong);
        assertThat(refused).isInstanceOf(RefusedQuote.class);
        assertThat(((RefusedQuote) refused).reason().code()).isEqualTo(PolicyCheck.EXPECTED_MRTD);
        assertThat(refused.checks().stream().filter(Check::failed)).hasSize(1);
    }

    private static QuoteVerdict verify(ExpectedReport expected) throws Exception {
        return QuoteVerifier.of(TrustAnchors.intel())
                .withPolicy(QuotePolicy.STRICT.with(expected))
                .verify(
                        RealQuotes.quote(RealQuotes.CURRENT),
                        RealQuotes.collateral(RealQuotes.CURRENT_COLLATERAL),
                        RealQuotes.JULY_1);
    }

    private static Map<Field, String> expected(Tee tee) {
        return tee == Tee.TDX ? OF_THE_DOMAIN : OF_THE_ENCLAVE;
    }

    private static QuoteBody body(Tee tee) throws Exception {
        return RealQuotes.quote(tee == Tee.TDX ? RealQuotes.CURRENT : "dcap/sgx-v3-00a067110000.quote")
                .body();
    }

    private static Check check(Tee tee, ExpectedReport expected) throws Exception {
        List<Check> checks = new ReportRules(expected).check(body(tee));
        assertThat(checks).hasSize(1);
        return checks.getFirst();
    }

    private static Outcome outcome(Tee tee, ExpectedReport expected) throws Exception {
        return check(tee, expected).outcome();
    }
}
