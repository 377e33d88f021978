package dev.teeproof.dcap;

import static dev.teeproof.dcap.QuoteFault.QUOTE_BAD_AUTH;
import static dev.teeproof.dcap.QuoteFault.QUOTE_BAD_BODY;
import static dev.teeproof.dcap.QuoteFault.QUOTE_TRUNCATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is not a TDX quote of version 4, exact in its lengths, is refused by the name of its fault. */
class QuoteFormatTest {

    private static final int AUTH_SIZE_AT = 632;
    private static final int OUTER_TYPE_AT = AUTH_SIZE_AT + 4 + 128;
    private static final int QE_AUTH_SIZE_AT = OUTER_TYPE_AT + 6 + 384 + 64;
    private static final int INNER_TYPE_AT = QE_AUTH_SIZE_AT + 2 + 32;

    @ParameterizedTest(name = "{2}: {1} at {0}")
    @CsvSource({
        "0, 00, QUOTE_BAD_VERSION, quote.header.version, 0",
        "0, 02, QUOTE_BAD_VERSION, quote.header.version, 0",
        "0, 06, QUOTE_BAD_VERSION, quote.header.version, 0",
        "0, 03, QUOTE_BAD_TEE, quote.header.tee_type, 4",
        "0, 05, QUOTE_BAD_BODY, quote.body_type, 48",
        "1, 01, QUOTE_BAD_VERSION, quote.header.version, 0",
        "2, 03, QUOTE_BAD_KEY_TYPE, quote.header.attestation_key_type, 2",
        "2, 00, QUOTE_BAD_KEY_TYPE, quote.header.attestation_key_type, 2",
        "4, 82, QUOTE_BAD_TEE, quote.header.tee_type, 4",
        "7, 80, QUOTE_BAD_TEE, quote.header.tee_type, 4",
        "12, 00, QUOTE_BAD_VENDOR, quote.header.qe_vendor_id, 12",
        "27, 08, QUOTE_BAD_VENDOR, quote.header.qe_vendor_id, 12"
    })
    void aHeaderOfAnotherKindIsRefused(int at, String value, QuoteFault code, String path, long offset)
            throws Exception {
        MalformedEvidenceException fault = refusal(with(at, value));

        assertThat(fault.code()).isEqualTo(code);
        assertThat(fault.path()).isEqualTo(path);
        assertThat(fault.offset()).isEqualTo(offset);
    }

    /** Version 5 says what its body is: kind of TEE, type and size must fit. */
    @ParameterizedTest(name = "{2}: {1} at {0}")
    @CsvSource({
        "48, 0000, quote.body_type, 48",
        "48, 0100, quote.body_type, 48",
        "48, 0400, quote.body_type, 48",
        "48, 0200, quote.body_size, 50",
        "50, 87020000, quote.body_size, 50",
        "50, 89020000, quote.body_size, 50",
        "50, 48020000, quote.body_size, 50",
        "53, 80, quote.body_size, 50",
        "4, 00, quote.body_type, 48"
    })
    void theBodyIsWhatItsDescriptorSays(int at, String value, String path, long offset) throws Exception {
        Bytes bytes = RealQuotes.bytes("dcap/tdx-v5-90c06f000000.quote");
        Bytes put = Bytes.hex(value);

        MalformedEvidenceException fault =
                refusal(Bytes.concat(bytes.slice(0, at), put, bytes.slice(at + put.size(), bytes.size())));

        assertThat(fault.code()).isEqualTo(QUOTE_BAD_BODY);
        assertThat(fault.path()).isEqualTo(path);
        assertThat(fault.offset()).isEqualTo(offset);
    }

    /** Wherever a quote is cut, its end is missed, and nothing else is said. */
    @Test
    void everyPrefixOfAQuoteIsTruncated() throws Exception {
        Bytes core = RealQuotes.quote(RealQuotes.CURRENT).core();

        for (int size = 0; size < core.size(); size++) {
            assertThat(refusal(core.slice(0, size)).code())
                    .as("the first %s bytes", size)
                    .isEqualTo(QUOTE_TRUNCATED);
        }
        assertThat(Quote.parse(core).trailingBytes()).isZero();
    }

    @ParameterizedTest(name = "{1} at {0}")
    @CsvSource({
        // The size of the authentication data: one more takes a byte of padding in, one less leaves the end out.
        "632, cd",
        "632, cb",
        // Outer certification data: another type, one byte more or less.
        "764, 05",
        "764, 07",
        "766, 47",
        "766, 45",
        "769, 7f",
        // Size of the QE authentication data.
        "1218, 21",
        "1218, 1f",
        "1219, ff",
        // Inner certification data: a type that does not exist, one byte more or less.
        "1252, 00",
        "1252, 06",
        "1252, 08",
        "1257, 7f"
    })
    void lengthsAndTypesInsideAreExact(int at, String value) throws Exception {
        assertThat(refusal(with(at, value)).code()).isEqualTo(QUOTE_BAD_AUTH);
    }

    @Test
    void theOffsetsOfTheseTestsAreThoseOfTheFields() throws Exception {
        Bytes bytes = RealQuotes.bytes(RealQuotes.CURRENT);

        assertThat(bytes.slice(AUTH_SIZE_AT, AUTH_SIZE_AT + 4)).isEqualTo(Bytes.hex("cc100000"));
        assertThat(bytes.slice(OUTER_TYPE_AT, OUTER_TYPE_AT + 6)).isEqualTo(Bytes.hex("060046100000"));
        assertThat(bytes.slice(QE_AUTH_SIZE_AT, QE_AUTH_SIZE_AT + 2)).isEqualTo(Bytes.hex("2000"));
        assertThat(bytes.slice(INNER_TYPE_AT, INNER_TYPE_AT + 2)).isEqualTo(Bytes.hex("0500"));
    }

    @Test
    void aSizeThatExceedsTheQuoteIsTruncationNotOverflow() throws Exception {
        assertThat(refusal(with(AUTH_SIZE_AT, "ffffffff")).code()).isEqualTo(QUOTE_TRUNCATED);
        assertThat(refusal(with(AUTH_SIZE_AT, "ffffff7f")).code()).isEqualTo(QUOTE_TRUNCATED);
        assertThat(refusal(with(OUTER_TYPE_AT + 2, "ffffffff")).code()).isEqualTo(QUOTE_BAD_AUTH);
        assertThat(refusal(with(INNER_TYPE_AT + 2, "ffffffff")).code()).isEqualTo(QUOTE_BAD_AUTH);
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3", "4"})
    void certificationDataWithoutAChainIsReadAndRefusedOnlyWhenVerified(int type) throws Exception {
        Quote quote = Quote.parse(with(INNER_TYPE_AT, "0" + type));

        assertThat(quote.authentication().certificationData().type()).isEqualTo(type);
        assertThat(QuoteVerifier.of(TrustAnchors.intel()).authenticate(quote, RealQuotes.JULY_1))
                .isInstanceOfSatisfying(
                        RefusedQuote.class,
                        refused -> assertThat(refused.reason().code()).isEqualTo(QuoteCheck.CERT_DATA_UNSUPPORTED));
    }

    @Test
    void whatFollowsTheQuoteIsCountedAndNoPartOfIt() throws Exception {
        Quote quote = RealQuotes.quote(RealQuotes.CURRENT);

        Quote followed = Quote.parse(Bytes.concat(quote.core(), Bytes.utf8("anything")));

        assertThat(followed.trailingBytes()).isEqualTo(8);
        assertThat(followed.core()).isEqualTo(quote.core());
        assertThat(followed.authentication()).isEqualTo(quote.authentication());
    }

    @Test
    void aQuoteBeyondTheLimitIsNotLookedAt() throws Exception {
        Bytes core = RealQuotes.quote(RealQuotes.CURRENT).core();

        Bytes most = Bytes.concat(core, Bytes.zeros(Quote.MAX_SIZE - core.size()));

        assertThat(Quote.parse(most).trailingBytes()).isEqualTo(Quote.MAX_SIZE - core.size());
        assertThat(refusal(Bytes.concat(most, Bytes.zeros(1))).code()).isEqualTo(Malformation.LIMIT_EXCEEDED);
    }

    private static Bytes with(int at, String value) throws MalformedEvidenceException {
        Bytes bytes = RealQuotes.bytes(RealQuotes.CURRENT);
        Bytes put = Bytes.hex(value);
        return Bytes.concat(bytes.slice(0, at), put, bytes.slice(at + put.size(), bytes.size()));
    }

    private static MalformedEvidenceException refusal(Bytes bytes) {
        MalformedEvidenceException fault =
                catchThrowableOfType(MalformedEvidenceException.class, () -> Quote.parse(bytes));
        assertThat(fault).as("the refusal").isNotNull();
        return fault;
    }
}
