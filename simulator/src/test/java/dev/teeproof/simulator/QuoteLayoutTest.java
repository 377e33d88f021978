package dev.teeproof.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import dev.teeproof.dcap.Quote;
import dev.teeproof.dcap.QuoteVerifier;
import dev.teeproof.dcap.TrustAnchors;
import dev.teeproof.dcap.VerifiedQuote;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class QuoteLayoutTest {

    private static final Instant AT = Instant.parse("2026-06-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "SGX_V3, 03000200000000000800, 432, ''",
        "SGX_V4, 04000200000000000000, 432, ''",
        "SGX_V5, 05000200000000000000, 438, 010080010000",
        "TDX_V4, 04000200810000000000, 632, ''",
        "TDX_V5_TD10, 05000200810000000000, 638, 020048020000",
        "TDX_V5_TD15, 05000200810000000000, 702, 030088020000"
    })
    void headerAndDescriptorAreThoseOfTheKind(QuoteKind kind, String start, int signed, String descriptor) {
        QuoteFields fields = QuoteFields.of(quote(kind));

        assertThat(fields.header().slice(0, 10).toHex()).isEqualTo(start);
        assertThat(fields.header().slice(12, 28).toHex()).isEqualTo("939a7233f79c4ca9940a0db3957f0607");
        assertThat(fields.header().slice(44, 48).isZero()).isTrue();
        assertThat(fields.signedData().size()).isEqualTo(signed);
        assertThat(fields.descriptor().toHex()).isEqualTo(descriptor);
        assertThat(fields.outerType()).isEqualTo(kind.version() == 3 ? 0 : 6);
        assertThat(fields.certificationType()).isEqualTo(5);
        assertThat(fields.trailing()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void quoteAndQuotingEnclaveAreSignedByTheirKeys(QuoteKind kind) throws Exception {
        SimulatedQuote quote = quote(kind);
        QuoteFields fields = QuoteFields.of(quote);

        assertThat(fields.quoteIsSigned()).isTrue();
        assertThat(fields.qeReportIsSigned(quote)).isTrue();
        assertThat(fields.qeReport().slice(320, 352))
                .isEqualTo(Digest.SHA_256.of(fields.key(), fields.qeAuthenticationData()));
        assertThat(fields.qeReport().slice(352, 384).isZero()).isTrue();
        assertThat(fields.certificationData()).isEqualTo(quote.pckChainPem());
    }

    @ParameterizedTest
    @CsvSource({
        "SGX_V3, 8c4f5775d796503e96137f77c68a829a0056ac8ded70140b081b094490c57bff, 01000800",
        "SGX_V5, 8c4f5775d796503e96137f77c68a829a0056ac8ded70140b081b094490c57bff, 01000800",
        "TDX_V5_TD15, dc9e2a7c6f948f17474e34a7fc43ed030f7c1563f1babddf6340c82e0e54a8c5, 02000600"
    })
    void theQuotingEnclaveIsTheOneOfTheTechnology(QuoteKind kind, String signer, String productAndVersion) {
        Bytes report = QuoteFields.of(quote(kind)).qeReport();

        assertThat(report.slice(128, 160).toHex()).isEqualTo(signer);
        assertThat(report.slice(256, 260).toHex()).isEqualTo(productAndVersion);
        assertThat(report.slice(48, 64).toHex()).isEqualTo("1500000000000000e700000000000000");
    }

    @Test
    void anEnclavesReportHasItsFieldsInPlace() {
        Bytes body = QuoteFields.of(QuoteBlueprint.of(QuoteKind.SGX_V3, 7, AT)
                        .reportData(Bytes.utf8("nonce"))
                        .build())
                .body();

        assertThat(body.slice(48, 64).toHex()).isEqualTo("0500000000000000e700000000000000");
        assertThat(body.slice(64, 96)).isEqualTo(Digest.SHA_256.of(Bytes.utf8("simulated enclave")));
        assertThat(body.slice(128, 160)).isEqualTo(Digest.SHA_256.of(Bytes.utf8("simulated enclave signer")));
        assertThat(body.slice(256, 260).toHex()).isEqualTo("01000200");
        assertThat(body.slice(320, 325)).isEqualTo(Bytes.utf8("nonce"));
    }

    @Test
    void aReportOfOnePointFiveEndsWithTheSvnsOfTodayAndTheServiceDomain() throws Exception {
        Bytes now = Bytes.of(8, 1, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        Bytes launch = Bytes.of(4, 1, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        Bytes service = Digest.SHA_384.of(Bytes.utf8("migration domain"));
        QuoteFields fields = QuoteFields.of(QuoteBlueprint.of(QuoteKind.TDX_V5_TD15, 7, AT)
                .teeTcbSvn(launch)
                .teeTcbSvn2(now)
                .mrServiceTd(service)
                .build());

        assertThat(fields.body().slice(0, 16)).isEqualTo(launch);
        assertThat(fields.body().slice(136, 184)).isEqualTo(Digest.SHA_384.of(Bytes.utf8("simulated MRTD")));
        assertThat(fields.body().slice(472, 520)).isEqualTo(Digest.SHA_384.of(Bytes.utf8("simulated RTMR3")));
        assertThat(fields.body().slice(584, 600)).isEqualTo(now);
        assertThat(fields.body().slice(600, 648)).isEqualTo(service);
        assertThat(fields.quoteIsSigned()).isTrue();
    }

    @Test
    void fieldsThatAReportDoesNotHaveAreTheCallersMistake() {
        QuoteBlueprint td10 = QuoteBlueprint.of(QuoteKind.TDX_V5_TD10, 7, AT);

        assertThatIllegalArgumentException().isThrownBy(() -> td10.teeTcbSvn2(Bytes.zeros(16)));
    }

    @Test
    void aStatedBodyTypeIsSignedAsStated() throws Exception {
        SimulatedQuote quote = QuoteBlueprint.of(QuoteKind.TDX_V5_TD10, 7, AT)
                .bodyDescriptor(3, 0xffff_fff0L)
                .build();
        QuoteFields fields = QuoteFields.of(quote);

        assertThat(fields.descriptor().toHex()).isEqualTo("0300f0ffffff");
        assertThat(fields.quoteIsSigned()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"SGX_V3", "TDX_V4", "TDX_V5_TD15"})
    void authenticationDataOfAnyLengthIsHashedIntoTheQuotingEnclavesReport(QuoteKind kind) {
        for (Bytes data : List.of(Bytes.empty(), Bytes.of(1), Bytes.zeros(0xffff))) {
            QuoteFields fields = QuoteFields.of(
                    QuoteBlueprint.of(kind, 7, AT).qeAuthenticationData(data).build());

            assertThat(fields.qeAuthenticationData()).isEqualTo(data);
            assertThat(fields.qeReport().slice(320, 352)).isEqualTo(Digest.SHA_256.of(fields.key(), data));
        }
    }

    @Test
    void whatStandsBehindTheQuoteIsNotPartOfIt() throws Exception {
        SimulatedQuote quote = QuoteBlueprint.of(QuoteKind.SGX_V3, 7, AT)
                .trailingBytes(Bytes.zeros(70))
                .outerType(9)
                .build();

        assertThat(QuoteFields.of(quote).trailing()).isEqualTo(70);
        assertThat(quote.core()).isEqualTo(quote(QuoteKind.SGX_V3).quote());
        assertThat(QuoteFields.of(QuoteBlueprint.of(QuoteKind.TDX_V4, 7, AT)
                                .outerType(5)
                                .build())
                        .outerType())
                .isEqualTo(5);
    }

    @Test
    void theVerifierAcceptsABareQuoteOfVersionFour() throws Exception {
        SimulatedQuote quote = quote(QuoteKind.TDX_V4);
        QuoteVerifier verifier = QuoteVerifier.of(TrustAnchors.of(List.of(quote.root())));

        assertThat(verifier.verify(Quote.parse(quote.quote()), quote.collateral(), AT))
                .isInstanceOfSatisfying(
                        VerifiedQuote.class,
                        verified ->
                                assertThat(verified.tcb().status().toString()).isEqualTo("UpToDate"));
    }

    private static SimulatedQuote quote(QuoteKind kind) {
        return QuoteBlueprint.of(kind, 7, AT).build();
    }
}
