package dev.teeproof.verifier;

import static dev.teeproof.dcap.QuoteFault.QUOTE_BAD_AUTH;
import static dev.teeproof.dcap.QuoteFault.QUOTE_BAD_BODY;
import static dev.teeproof.dcap.QuoteFault.QUOTE_BAD_KEY_TYPE;
import static dev.teeproof.dcap.QuoteFault.QUOTE_BAD_TEE;
import static dev.teeproof.dcap.QuoteFault.QUOTE_BAD_VENDOR;
import static dev.teeproof.dcap.QuoteFault.QUOTE_BAD_VERSION;
import static dev.teeproof.dcap.QuoteFault.QUOTE_TRUNCATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.dcap.Quote;
import dev.teeproof.dcap.QuoteFault;
import dev.teeproof.simulator.QuoteBlueprint;
import dev.teeproof.simulator.QuoteKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes that are no quote of any kind, made of quotes of each kind. */
class MalformedKindTest {

    record Case(QuoteKind kind, String name, QuoteFault code, Bytes quote) {

        @Override
        public String toString() {
            return kind + ": " + name;
        }
    }

    static Stream<Case> everyCase() {
        return Arrays.stream(QuoteKind.values()).flatMap(kind -> cases(kind).stream());
    }

    private static List<Case> cases(QuoteKind kind) {
        List<Case> cases = new ArrayList<>();
        cases.addAll(ofTheHeader(kind));
        cases.addAll(ofTheBody(kind));
        cases.addAll(ofTheAuthenticationData(kind));
        return cases;
    }

    private static Bytes good(QuoteKind kind) {
        return plan(kind).build().quote();
    }

    private static QuoteBlueprint plan(QuoteKind kind) {
        return GeneratedQuoteTest.plan(kind);
    }

    private static List<Case> ofTheHeader(QuoteKind kind) {
        Bytes quote = good(kind);
        return List.of(
                new Case(kind, "nothing", QUOTE_TRUNCATED, Bytes.empty()),
                new Case(kind, "half a header", QUOTE_TRUNCATED, quote.slice(0, 24)),
                new Case(kind, "a header", QUOTE_TRUNCATED, quote.slice(0, 48)),
                header(kind, "version 2", QUOTE_BAD_VERSION, 0, 2),
                header(kind, "version 6", QUOTE_BAD_VERSION, 0, 6),
                header(kind, "a version of two bytes", QUOTE_BAD_VERSION, 1, 1),
                header(kind, "EPID", QUOTE_BAD_KEY_TYPE, 2, 0),
                header(kind, "EPID, linkable", QUOTE_BAD_KEY_TYPE, 2, 1),
                header(kind, "P-384", QUOTE_BAD_KEY_TYPE, 2, 3),
                header(kind, "an unknown TEE", QUOTE_BAD_TEE, 4, 0x82),
                header(kind, "an unknown TEE, last byte", QUOTE_BAD_TEE, 7, 1),
                header(kind, "another vendor", QUOTE_BAD_VENDOR, 12, 0),
                header(kind, "another vendor, last byte", QUOTE_BAD_VENDOR, 27, 0));
    }

    /** Signed as it is wrong. */
    private static Case header(QuoteKind kind, String name, QuoteFault code, int at, int value) {
        return new Case(
                kind, name, code, plan(kind).header(at, Bytes.of(value)).build().quote());
    }

    private static List<Case> ofTheBody(QuoteKind kind) {
        Bytes quote = good(kind);
        int size = new KindLayout(kind).size();
        List<Case> cases = new ArrayList<>();
        cases.add(new Case(kind, "half a report", QUOTE_TRUNCATED, quote.slice(0, 300)));
        cases.add(new Case(kind, "no authentication data", QUOTE_TRUNCATED, quote.slice(0, size)));
        if (kind.version() == 3) {
            cases.add(header(kind, "a domain", QUOTE_BAD_TEE, 4, 0x81));
        }
        if (kind.version() == 5) {
            for (int type = 0; type <= 4; type++) {
                boolean ofTee = kind.sgx() ? type == 1 : type == 2 || type == 3;
                if (!ofTee) {
                    cases.add(described(kind, type, kind.bodySize()));
                }
            }
            cases.add(described(kind, kind.bodyType() + 256, kind.bodySize()));
            cases.add(described(kind, kind.bodyType(), kind.bodySize() - 1));
            cases.add(described(kind, kind.bodyType(), kind.bodySize() + 1));
            cases.add(described(kind, kind.bodyType(), 0));
            cases.add(described(kind, kind.bodyType(), 0xffffffffL));
            cases.add(header(kind, "the other TEE", QUOTE_BAD_BODY, 4, kind.sgx() ? 0x81 : 0));
        }
        return cases;
    }

    private static Case described(QuoteKind kind, int type, long size) {
        Bytes quote = plan(kind).bodyDescriptor(type, size).build().quote();
        return new Case(kind, "a body of type " + type + ", " + size + " bytes", QUOTE_BAD_BODY, quote);
    }

    private static List<Case> ofTheAuthenticationData(QuoteKind kind) {
        Bytes quote = good(kind);
        KindLayout at = new KindLayout(kind);
        List<Case> cases = new ArrayList<>();
        cases.add(new Case(kind, "a byte missing", QUOTE_TRUNCATED, quote.slice(0, quote.size() - 1)));
        cases.add(new Case(kind, "a greater size", QUOTE_TRUNCATED, KindLayout.add(quote, at.size(), 1)));
        cases.add(new Case(kind, "a smaller size", QUOTE_BAD_AUTH, KindLayout.add(quote, at.size(), -1)));
        cases.add(new Case(
                kind,
                "a greater size, and a byte behind it",
                QUOTE_BAD_AUTH,
                KindLayout.add(Bytes.concat(quote, Bytes.zeros(1)), at.size(), 1)));
        cases.add(new Case(kind, "no size", QUOTE_BAD_AUTH, KindLayout.put(quote, at.size(), Bytes.zeros(4))));
        cases.add(new Case(
                kind, "a size beyond all", QUOTE_TRUNCATED, KindLayout.put(quote, at.size(), Bytes.hex("ffffffff"))));
        for (int type : new int[] {0, 6, 8, 0xff}) {
            Bytes typed = plan(kind).certificationDataType(type).build().quote();
            cases.add(new Case(kind, "certification data of type " + type, QUOTE_BAD_AUTH, typed));
        }
        for (int difference : new int[] {-1, 1}) {
            cases.add(new Case(
                    kind,
                    "certification data, size " + difference,
                    QUOTE_BAD_AUTH,
                    KindLayout.add(quote, at.innerType() + 2, difference)));
            cases.add(new Case(
                    kind,
                    "QE authentication data, size " + difference,
                    QUOTE_BAD_AUTH,
                    KindLayout.put(quote, at.qeAuthDataSize(), Bytes.of(32 + difference, 0))));
        }
        cases.add(new Case(
                kind,
                "QE authentication data beyond all",
                QUOTE_BAD_AUTH,
                KindLayout.put(quote, at.qeAuthDataSize(), Bytes.of(0xff, 0xff))));
        if (kind.version() > 3) {
            for (int type : new int[] {0, 5, 7}) {
                Bytes typed = plan(kind).outerType(type).build().quote();
                cases.add(new Case(kind, "outer type " + type, QUOTE_BAD_AUTH, typed));
            }
            for (int difference : new int[] {-1, 1}) {
                cases.add(new Case(
                        kind,
                        "outer size " + difference,
                        QUOTE_BAD_AUTH,
                        KindLayout.add(quote, at.outerType() + 2, difference)));
            }
        }
        return cases;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everyCase")
    void whatIsNoQuoteIsRefusedByName(Case malformed) {
        MalformedEvidenceException failure =
                catchThrowableOfType(MalformedEvidenceException.class, () -> Quote.parse(malformed.quote()));

        assertThat(failure).isNotNull();
        assertThat(failure.code()).as(failure.inWords()).isEqualTo(malformed.code());
    }

    /** Only version 5 says what its body is. */
    @ParameterizedTest
    @EnumSource
    void everyCodeWithinReachOfTheKindHasItsCase(QuoteKind kind) {
        Set<QuoteFault> reachable = EnumSet.allOf(QuoteFault.class);
        if (kind.version() != 5) {
            reachable.remove(QUOTE_BAD_BODY);
        }

        assertThat(cases(kind).stream().map(Case::code).collect(Collectors.toSet()))
                .isEqualTo(reachable);
    }

    @ParameterizedTest
    @EnumSource
    void everyPrefixOfAQuoteIsTruncated(QuoteKind kind) {
        Bytes quote = good(kind);

        for (int size = 0; size < quote.size(); size += size < 1400 ? 1 : 97) {
            Bytes prefix = quote.slice(0, size);
            MalformedEvidenceException failure =
                    catchThrowableOfType(MalformedEvidenceException.class, () -> Quote.parse(prefix));
            assertThat(failure).as("%s bytes", size).isNotNull();
            assertThat(failure.code()).as("%s bytes", size).isEqualTo(QUOTE_TRUNCATED);
        }
    }
}
