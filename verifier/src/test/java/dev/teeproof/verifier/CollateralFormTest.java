package dev.teeproof.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.conformance.Conformance;
import dev.teeproof.dcap.Collateral;
import dev.teeproof.result.Verdict;
import java.util.Base64;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The same collateral in other clothes, and clothes without collateral. */
class CollateralFormTest {

    /** What signatures cover is the same bytes in each; what they do not cover is blanks, case and what is unknown. */
    static Stream<Arguments> forms() {
        return Stream.of(
                form("as it is", text -> text),
                form("upper-case lists and signatures", CollateralFormTest::upperCase),
                form("line ends of the PEM", text -> text.replace("\\n", "\\r\\n")),
                form("blanks around the PEM", text -> text.replace("\"-----BEGIN", "\" \\n\\t-----BEGIN")),
                form("unknown members", text -> text.replaceFirst("\\{", "{\"pck_certificate_chain\":null,\"x\":{},")),
                form("blanks in the container", text -> text.replaceAll("(?<!\\\\)\":", "\" : ")),
                form("blanks around the container", text -> "\n " + text + "\r\n\t"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void aFormThatNobodySignsChangesNothing(String name, UnaryOperator<String> change) throws Exception {
        String changed = change.apply(Conformance.text(Real.APRIL));

        Collateral collateral = Collateral.readContainer(Bytes.utf8(changed), name);

        assertThat(Real.verify(Real.evidence(Real.LITE), collateral, Real.LITE_AT)
                        .verdict())
                .as(name)
                .isEqualTo(Verdict.AFFIRMING);
    }

    @Test
    void aListInPemOrInHexadecimalTextIsTheSameList() throws Exception {
        Collateral der = Real.collateral(Real.APRIL);
        Collateral other = CollateralChange.pckCrl(
                CollateralChange.rootCaCrl(der, list -> Bytes.utf8(list.toHex())),
                list -> Bytes.utf8("-----BEGIN X509 CRL-----\n"
                        + Base64.getMimeEncoder().encodeToString(list.toArray()) + "\n-----END X509 CRL-----\n"));

        assertThat(Real.verify(Real.evidence(Real.LITE), other, Real.LITE_AT).verdict())
                .isEqualTo(Verdict.AFFIRMING);
    }

    @Test
    void theRootBesideTheSignerMayBeMissing() throws Exception {
        Collateral collateral = CollateralChange.qeIdentityChain(
                CollateralChange.tcbInfoChain(Real.collateral(Real.APRIL), chain -> chain.subList(0, 1)),
                chain -> chain.subList(0, 1));

        assertThat(Real.verify(Real.evidence(Real.LITE), collateral, Real.LITE_AT)
                        .verdict())
                .isEqualTo(Verdict.AFFIRMING);
    }

    @ParameterizedTest(name = "{0} -> {1}: {2} at {3}")
    @CsvSource({
        "'\"pck_crl\":\"', '\"pck_crl\":\"0', BAD_LENGTH, collateral.pck_crl",
        "'\"root_ca_crl\":\"', '\"root_ca_crl\":\"zz', BAD_VALUE, collateral.root_ca_crl",
        "'\"tcb_info_signature\":\"', '\"tcb_info_signature\":\"00', BAD_LENGTH, collateral.tcb_info_signature",
        "'\"tcb_info\":\"{', '\"tcb_info\":\"', BAD_VALUE, tcb_info",
        "'\"qe_identity\":\"{', '\"qe_identity\":\"{{', BAD_VALUE, qe_identity",
        "'\"qe_identity\":', '\"other\":', MISSING, collateral.qe_identity",
        "'\"pck_crl\":', '\"root_ca_crl\":', DUPLICATE, collateral"
    })
    void aContainerThatCannotBeReadIsRefusedWithItsField(String from, String to, Malformation code, String path) {
        String text = compact(Conformance.text(Real.APRIL));
        assertThat(text).contains(from);
        Bytes changed = Bytes.utf8(text.replace(from, to));

        MalformedEvidenceException fault =
                catchThrowableOfType(MalformedEvidenceException.class, () -> Collateral.readContainer(changed, "test"));

        assertThat(fault).isNotNull();
        assertThat(fault.code()).isEqualTo(code);
        assertThat(fault.path()).isEqualTo(path);
    }

    private static Arguments form(String name, UnaryOperator<String> change) {
        return arguments(name, change);
    }

    private static String compact(String text) {
        return text.replace("\": \"", "\":\"");
    }

    private static String upperCase(String text) {
        return Pattern.compile("\"[0-9a-f]{100,}\"")
                .matcher(text)
                .replaceAll(match -> match.group().toUpperCase(Locale.ROOT));
    }
}
