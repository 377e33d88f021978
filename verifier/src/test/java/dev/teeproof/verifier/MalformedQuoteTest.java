package dev.teeproof.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.dcap.QuoteFault;
import dev.teeproof.dstack.Attestation;
import dev.teeproof.dstack.Platform;
import dev.teeproof.result.Verdict;
import dev.teeproof.simulator.SimulatedTdx;
import dev.teeproof.simulator.TdxBlueprint;
import java.util.EnumSet;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Quotes of a simulated machine that cannot be read: evidence with one is refused before anything is verified. */
class MalformedQuoteTest {

    private static final SimulatedTdx MACHINE =
            TdxBlueprint.of(FaultCase.SEED, FaultCase.AT).build();

    /** Where the authentication data's length stands, and where it begins. */
    private static final int LENGTH = 632;

    private static final int AUTHENTICATION = 636;

    static Stream<Arguments> cases() {
        return Stream.of(
                malformed("no quote", QuoteFault.QUOTE_TRUNCATED, quote -> Bytes.empty()),
                malformed("half a header", QuoteFault.QUOTE_TRUNCATED, quote -> quote.slice(0, 24)),
                malformed("half a report", QuoteFault.QUOTE_TRUNCATED, quote -> quote.slice(0, 300)),
                malformed("no authentication data", QuoteFault.QUOTE_TRUNCATED, quote -> quote.slice(0, LENGTH)),
                malformed("a byte missing", QuoteFault.QUOTE_TRUNCATED, quote -> quote.slice(0, quote.size() - 1)),
                malformed("version 3", QuoteFault.QUOTE_BAD_TEE, quote -> with(quote, 0, 3)),
                malformed("version 2", QuoteFault.QUOTE_BAD_VERSION, quote -> with(quote, 0, 2)),
                malformed("version 5", QuoteFault.QUOTE_BAD_BODY, quote -> with(quote, 0, 5)),
                malformed("version 6", QuoteFault.QUOTE_BAD_VERSION, quote -> with(quote, 0, 6)),
                malformed("version 260", QuoteFault.QUOTE_BAD_VERSION, quote -> with(quote, 1, 1)),
                malformed("EPID", QuoteFault.QUOTE_BAD_KEY_TYPE, quote -> with(quote, 2, 1)),
                malformed("P-384", QuoteFault.QUOTE_BAD_KEY_TYPE, quote -> with(quote, 2, 3)),
                malformed("SGX", QuoteFault.QUOTE_TRUNCATED, quote -> with(quote, 4, 0)),
                malformed("an unknown TEE", QuoteFault.QUOTE_BAD_TEE, quote -> with(quote, 7, 1)),
                malformed("another vendor", QuoteFault.QUOTE_BAD_VENDOR, quote -> with(quote, 12, 0)),
                malformed("another vendor, last byte", QuoteFault.QUOTE_BAD_VENDOR, quote -> with(quote, 27, 0)),
                malformed(
                        "a shorter length",
                        QuoteFault.QUOTE_BAD_AUTH,
                        quote -> Bytes.concat(
                                quote.slice(0, LENGTH),
                                u32(quote.size() - AUTHENTICATION - 1),
                                quote.slice(AUTHENTICATION, quote.size()))),
                malformed(
                        "no signature",
                        QuoteFault.QUOTE_BAD_AUTH,
                        quote -> Bytes.concat(
                                quote.slice(0, LENGTH), u32(0), quote.slice(AUTHENTICATION, quote.size()))),
                malformed("outer type 5", QuoteFault.QUOTE_BAD_AUTH, quote -> with(quote, AUTHENTICATION + 128, 5)),
                malformed(
                        "outer length",
                        QuoteFault.QUOTE_BAD_AUTH,
                        quote -> with(quote, AUTHENTICATION + 130, quote.at(AUTHENTICATION + 130) ^ 1)),
                malformed("inner type 0", QuoteFault.QUOTE_BAD_AUTH, quote -> typed(0)),
                malformed("inner type 6", QuoteFault.QUOTE_BAD_AUTH, quote -> typed(6)),
                malformed("inner type 8", QuoteFault.QUOTE_BAD_AUTH, quote -> typed(8)));
    }

    private static Arguments malformed(String name, QuoteFault code, UnaryOperator<Bytes> change) {
        return Arguments.of(name, code, change);
    }

    private static Bytes with(Bytes quote, int offset, int value) {
        return Bytes.concat(quote.slice(0, offset), Bytes.of(value), quote.slice(offset + 1, quote.size()));
    }

    private static Bytes u32(int value) {
        return new ByteWriter().u32le(value).toBytes();
    }

    private static Bytes typed(int type) {
        return TdxBlueprint.of(FaultCase.SEED, FaultCase.AT)
                .certificationDataType(type)
                .build()
                .quote();
    }

    private static SimulatedTdx sending(Bytes quote) {
        Attestation attestation = MACHINE.attestation();
        Platform.Tdx tdx = (Platform.Tdx) attestation.platform();
        return new SimulatedTdx(
                quote,
                new Attestation(new Platform.Tdx(quote, tdx.eventLog()), attestation.stack()),
                MACHINE.collateralContainer(),
                MACHINE.rootCertificate(),
                MACHINE.ccel());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void evidenceWithAQuoteThatCannotBeReadIsRefused(String name, QuoteFault code, UnaryOperator<Bytes> change) {
        Bytes request = sending(change.apply(MACHINE.quote())).request();

        assertThatExceptionOfType(MalformedEvidenceException.class)
                .as(name)
                .isThrownBy(() -> Evidence.read(request))
                .satisfies(e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void everyCodeHasItsCase() {
        List<Object> codes =
                cases().map(arguments -> arguments.get()[1]).distinct().toList();

        assertThat(codes).containsExactlyInAnyOrderElementsOf(EnumSet.allOf(QuoteFault.class));
    }

    @Test
    void bytesBehindTheQuoteAreNotPartOfIt() throws MalformedEvidenceException {
        SimulatedTdx padded = sending(Bytes.concat(MACHINE.quote(), Bytes.zeros(70)));

        assertThat(Evidence.read(padded.request()))
                .isInstanceOfSatisfying(
                        Evidence.DstackTdx.class,
                        dstack -> assertThat(dstack.quote().trailingBytes()).isEqualTo(70));
        assertThat(SimulatedMachineTest.verify(padded).verdict()).isEqualTo(Verdict.AFFIRMING);
    }
}
