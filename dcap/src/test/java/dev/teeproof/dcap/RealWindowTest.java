package dev.teeproof.dcap;

import static dev.teeproof.dcap.QuoteCheck.CERT_NOT_YET_VALID;
import static dev.teeproof.dcap.QuoteCheck.CRL_EXPIRED;
import static dev.teeproof.dcap.QuoteCheck.CRL_NOT_YET_VALID;
import static dev.teeproof.dcap.QuoteCheck.QE_IDENTITY_EXPIRED;
import static dev.teeproof.dcap.QuoteCheck.QE_IDENTITY_NOT_YET_VALID;
import static dev.teeproof.dcap.QuoteCheck.TCB_INFO_EXPIRED;
import static dev.teeproof.dcap.QuoteCheck.TCB_INFO_NOT_YET_VALID;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Real quotes with the collateral of their time, at an instant inside the window of both and at its edges: both edges belong
 * to it, and a second beyond either, the endorsement that bounds it is named.
 */
class RealWindowTest {

    private static final String BELOW_EVERY_LEVEL = "TCB_NOT_SUPPORTED";

    /**
     * A quote with one collateral.
     *
     * @param says the status, or the code of the refusal
     */
    record Row(
            String number,
            String quote,
            String collateral,
            long at,
            String says,
            String opens,
            QuoteCheck before,
            String closes,
            QuoteCheck after) {

        String at(Instant instant) throws Exception {
            QuoteVerdict verdict = QuoteVerifier.of(TrustAnchors.intel())
                    .verify(
                            RealQuotes.quote(quote),
                            RealQuotes.collateral("dcap/collateral/" + collateral + ".json"),
                            instant);
            return switch (verdict) {
                case VerifiedQuote verified -> verified.tcb().status().text();
                case RefusedQuote refused -> refused.reason().code().name();
            };
        }

        @Override
        public String toString() {
            return "row " + number + " with " + collateral;
        }
    }

    private static Row february(String number, String quote, String says) {
        return new Row(
                number,
                quote,
                "tdx-90c06f000000-2026-02",
                1772323200,
                says,
                "2026-02-18T10:58:51Z",
                TCB_INFO_NOT_YET_VALID,
                "2026-03-20T10:41:15Z",
                CRL_EXPIRED);
    }

    private static Row april(String number, String quote, String says) {
        return new Row(
                number,
                quote,
                "tdx-90c06f000000-2026-04",
                1775001600,
                says,
                "2026-03-16T22:34:05Z",
                CRL_NOT_YET_VALID,
                "2026-04-15T22:06:09Z",
                TCB_INFO_EXPIRED);
    }

    private static Row july(String number, String quote, String says) {
        return new Row(
                number,
                quote,
                "tdx-b0c06f000000",
                1751328000,
                says,
                "2025-06-19T10:32:27Z",
                QE_IDENTITY_NOT_YET_VALID,
                "2025-07-19T10:00:35Z",
                CRL_EXPIRED);
    }

    static List<Row> rows() {
        String noLevel = "dcap/tdx-v5-90c06f000000-no-level.quote";
        String v5 = "dcap/tdx-v5-90c06f000000.quote";
        String report = "dstack/quote-report.json";
        return List.of(
                new Row(
                        "1",
                        "dcap/sgx-v3-00a067110000.quote",
                        "sgx-00a067110000",
                        1751328000,
                        "ConfigurationAndSWHardeningNeeded",
                        "2025-06-19T10:56:11Z",
                        TCB_INFO_NOT_YET_VALID,
                        "2025-07-19T10:01:18Z",
                        QE_IDENTITY_EXPIRED),
                july("2", "dcap/tdx-v4-b0c06f000000.quote", "UpToDate"),
                february("3", noLevel, BELOW_EVERY_LEVEL),
                april("3", noLevel, BELOW_EVERY_LEVEL),
                new Row(
                        "5",
                        "dcap/tdx-v4-00806f050000.quote",
                        "tdx-00806f050000",
                        1740787200,
                        "OutOfDate",
                        "2025-02-13T03:50:41Z",
                        TCB_INFO_NOT_YET_VALID,
                        "2025-03-15T03:39:00Z",
                        QE_IDENTITY_EXPIRED),
                new Row(
                        "11",
                        "dcap/tdx-v4-50806f000000-no-level.quote",
                        "tdx-50806f000000-2023",
                        1688169600,
                        BELOW_EVERY_LEVEL,
                        "2023-06-18T08:42:58Z",
                        TCB_INFO_NOT_YET_VALID,
                        "2023-07-08T07:24:59Z",
                        QE_IDENTITY_EXPIRED),
                february("12", v5, "UpToDate"),
                april("12", v5, "UpToDate"),
                february("14", report, "UpToDate"),
                april("14", report, "UpToDate"),
                new Row(
                        "16",
                        "dstack/tdx-lite-attestation.json",
                        "tdx-90c06f000000-2026-04",
                        1776254400,
                        "UpToDate",
                        "2026-04-15T00:50:58Z",
                        CERT_NOT_YET_VALID,
                        "2026-04-15T22:06:09Z",
                        TCB_INFO_EXPIRED),
                july("17b", "dcap/tdx-v4-old-microcode.quote.hex", BELOW_EVERY_LEVEL));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void theVerdictAtItsInstantIsThatOfIntelsRules(Row row) throws Exception {
        assertThat(row.at(Instant.ofEpochSecond(row.at()))).isEqualTo(row.says());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void theVerdictIsTheSameFromTheFirstSecondOfTheWindowToTheLast(Row row) throws Exception {
        Instant opens = Instant.parse(row.opens());
        Instant closes = Instant.parse(row.closes());

        for (Instant inside : List.of(opens, opens.plusSeconds(1), closes.minusSeconds(1), closes)) {
            assertThat(row.at(inside)).as("at %s", inside).isEqualTo(row.says());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void aSecondOutsideTheEndorsementThatBoundsTheWindowIsNamed(Row row) throws Exception {
        assertThat(row.at(Instant.parse(row.opens()).minusSeconds(1)))
                .isEqualTo(row.before().name());
        assertThat(row.at(Instant.parse(row.closes()).plusSeconds(1)))
                .isEqualTo(row.after().name());
    }

    /** The window as computed by a verified quote itself is the one of the table. */
    static Stream<Row> verifiedRows() {
        return rows().stream().filter(row -> !row.says().equals(BELOW_EVERY_LEVEL));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("verifiedRows")
    void theEndorsementsStateTheWindow(Row row) throws Exception {
        VerifiedQuote verified = (VerifiedQuote) QuoteVerifier.of(TrustAnchors.intel())
                .verify(
                        RealQuotes.quote(row.quote()),
                        RealQuotes.collateral("dcap/collateral/" + row.collateral() + ".json"),
                        Instant.ofEpochSecond(row.at()));

        List<Instant> issued = new ArrayList<>();
        List<Instant> expires = new ArrayList<>();
        verified.endorsements().forEach(use -> {
            issued.add(use.issued());
            expires.add(use.expires());
        });
        assertThat(issued.stream().max(Instant::compareTo)).contains(Instant.parse(row.opens()));
        assertThat(expires.stream().min(Instant::compareTo)).contains(Instant.parse(row.closes()));
    }
}
