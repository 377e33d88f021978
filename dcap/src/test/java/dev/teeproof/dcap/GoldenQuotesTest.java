package dev.teeproof.dcap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.teeproof.codec.Bytes;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every field of every real quote is read as an independent decoder reads it. */
class GoldenQuotesTest {

    static Stream<Arguments> quotes() {
        return Stream.of(
                arguments("dcap/tdx-v4-b0c06f000000.quote", 70, GoldenQuotes.TDX_V4_B0C06F000000),
                arguments("dcap/tdx-v4-00806f050000.quote", 3065, GoldenQuotes.TDX_V4_00806F050000),
                arguments("dcap/tdx-v4-50806f000000-no-level.quote", 39, GoldenQuotes.TDX_V4_50806F000000_NO_LEVEL),
                arguments("dcap/tdx-v4-old-microcode.quote.hex", 70, GoldenQuotes.TDX_V4_OLD_MICROCODE),
                arguments("dcap/sgx-v3-00a067110000.quote", 0, GoldenQuotes.SGX_V3_00A067110000),
                arguments("dcap/tdx-v5-90c06f000000-no-level.quote", 0, GoldenQuotes.TDX_V5_90C06F000000_NO_LEVEL),
                arguments("dcap/tdx-v5-90c06f000000.quote", 0, GoldenQuotes.TDX_V5_90C06F000000),
                arguments("dstack/quote-report.json", 70, GoldenQuotes.QUOTE_REPORT),
                arguments("dstack/tdx-lite-attestation.json", 70, GoldenQuotes.TDX_LITE_ATTESTATION),
                arguments("dstack/guest-agent-attestation.bin", 66, GoldenQuotes.GUEST_AGENT_ATTESTATION));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("quotes")
    void aRealQuoteIsReadFieldByField(String file, int trailing, String golden) throws Exception {
        Quote quote = RealQuotes.quote(file);

        AuthenticQuote authentic = RealQuotes.authentic(quote, RealQuotes.APRIL_15);

        assertThat(GoldenQuotes.print(authentic)).isEqualTo(golden);
        assertThat(quote.trailingBytes()).isEqualTo(trailing);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("quotes")
    void whatCannotBeSeenInTheGoldenTextHoldsToo(String file) throws Exception {
        Quote quote = RealQuotes.quote(file);
        AuthenticationData auth = quote.authentication();
        AuthenticQuote authentic = RealQuotes.authentic(quote, RealQuotes.APRIL_15);
        PckExtension platform = authentic.chain().platform();

        assertThat(quote.header().attestationKeyType()).isEqualTo(2);
        assertThat(quote.header().qeVendorId()).isEqualTo(QuoteHeader.INTEL);
        int bodyAt = quote.header().version() == 5 ? 54 : 48;
        int authAt = bodyAt + quote.body().bytes().size();
        int qeAt = authAt + 4 + (quote.header().version() == 3 ? 128 : 134);
        assertThat(quote.signedData()).isEqualTo(quote.core().slice(0, authAt));
        assertThat(quote.body().bytes()).isEqualTo(quote.core().slice(bodyAt, authAt));
        assertThat(auth.qeAuthData().size()).isEqualTo(32);
        assertThat(auth.certificationData().type()).isEqualTo(CertificationData.PCK_CERTIFICATE_CHAIN);
        assertThat(auth.qeReport().bytes()).isEqualTo(quote.core().slice(qeAt, qeAt + 384));
        assertThat(auth.qeReport().reportData().slice(32, 64)).isEqualTo(Bytes.zeros(32));
        assertThat(auth.qeReport().debug()).isFalse();
        assertThat(platform.tcbComponents()).isEqualTo(platform.cpuSvn());
        assertThat(authentic.fmspc()).isEqualTo(platform.fmspc());
        assertThat(authentic.at()).isEqualTo(RealQuotes.APRIL_15);
        assertThat(authentic.chain().ca().issuer())
                .isEqualTo(authentic.chain().anchor().subject());
    }
}
