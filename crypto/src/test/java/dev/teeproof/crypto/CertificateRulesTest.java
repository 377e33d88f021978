package dev.teeproof.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.MalformedEvidenceException;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule by itself, with certificates that keep all others. */
class CertificateRulesTest {

    private static final CertificateRules RULES = new CertificateRules(SignatureVerifier.ofPlatform());
    private static final Issuer ROOT = Issuer.named("Root");
    private static final Issuer LEAF = Issuer.named("Leaf");

    @Test
    void aCertificateIsOfTheIssuerThatItNamesAndThatSignedIt() throws MalformedEvidenceException {
        assertThat(RULES.issuedBy(leaf().sign(), ROOT.root())).isEmpty();
        assertThat(RULES.issuedBy(ROOT.root(), ROOT.root())).isEmpty();
    }

    @Test
    void theRightKeyUnderAnotherNameIsNotTheIssuer() throws MalformedEvidenceException {
        Certificate renamed = new Issuer("Rootless", ROOT.keys()).root();

        assertThat(RULES.issuedBy(leaf().sign(), renamed)).contains("Leaf names Root as its issuer, not Rootless");
    }

    @Test
    void theRightNameWithAnotherKeyIsNotTheIssuer() throws MalformedEvidenceException {
        Certificate namesake = Issuer.named("Root").root();

        assertThat(RULES.issuedBy(leaf().sign(), namesake))
                .contains("the signature of Root under Leaf does not verify");
    }

    @ParameterizedTest(name = "{0} with {1} below: {2}")
    @CsvSource({
        "30030101ff, 5, ''",
        "30060101ff020100, 0, ''",
        "30060101ff020101, 1, ''",
        "30060101ff020100, 1, 'Root allows 0 CAs below it, not 1'",
        "30060101ff020101, 2, 'Root allows 1 CAs below it, not 2'",
        "3000, 0, Root is not a CA",
        "3003010100, 0, Root is not a CA",
        "3003020100, 0, Root is not a CA" // a path length without being a CA
    })
    void aCaSaysSoAndHowManyMayFollow(String constraints, int below, String trouble) throws MalformedEvidenceException {
        Certificate ca = ROOT.certificate(ROOT).constraints(constraints).sign();

        assertThat(CertificateRules.mayIssue(ca, below).orElse("")).isEqualTo(trouble);
    }

    @Test
    void aCaWithoutConstraintsIsNone() throws MalformedEvidenceException {
        Certificate bare = ROOT.certificate(ROOT).sign();

        assertThat(CertificateRules.mayIssue(bare, 0)).contains("Root is not a CA");
        assertThat(CertificateRules.isLeaf(bare)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0500",
                "3003010101",
                "30060101ff0201ff",
                "30070101ff02020100",
                "30050101ff0500",
                "30030101ff00",
                "30"
            })
    void constraintsThatCannotBeReadAreATrouble(String constraints) throws MalformedEvidenceException {
        Certificate ca = ROOT.certificate(ROOT).constraints(constraints).sign();

        assertThat(CertificateRules.mayIssue(ca, 0))
                .hasValueSatisfying(words -> assertThat(words).startsWith("Root has unreadable basic constraints: "));
        assertThat(CertificateRules.isLeaf(ca))
                .hasValueSatisfying(words -> assertThat(words).startsWith("Root has unreadable basic constraints: "));
    }

    @Test
    void aLeafIsNotACa() throws MalformedEvidenceException {
        assertThat(CertificateRules.isLeaf(leaf().constraints("3000").sign())).isEmpty();
        assertThat(CertificateRules.isLeaf(leaf().constraints("30030101ff").sign()))
                .contains("Leaf is a CA where a leaf is needed");
    }

    @ParameterizedTest(name = "{0}, lists {1}: {2}")
    @CsvSource({
        "03020106, true, ''",
        "03020186, true, ''",
        "03020204, false, ''",
        "03020204, true, the key of Root is not for signing revocation lists",
        "03020102, true, the key of Root is not for signing certificates",
        "03020780, false, the key of Root is not for signing certificates",
        "0303070080, false, the key of Root is not for signing certificates"
    })
    void aCasKeyIsForCertificatesAndLists(String usage, boolean lists, String trouble)
            throws MalformedEvidenceException {
        Certificate ca = ROOT.certificate(ROOT).usage(usage).sign();

        assertThat(CertificateRules.keySignsCertificates(ca, lists).orElse("")).isEqualTo(trouble);
    }

    @Test
    void aCaMustSayWhatItsKeyIsForAndALeafNeedNot() throws MalformedEvidenceException {
        Certificate bare = ROOT.certificate(ROOT).sign();

        assertThat(CertificateRules.keySignsCertificates(bare, false)).contains("Root has no key usage");
        assertThat(CertificateRules.keySignsData(bare)).isEmpty();
    }

    @Test
    void aLeafsKeyIsForSignaturesIfItSaysWhatItIsFor() throws MalformedEvidenceException {
        assertThat(CertificateRules.keySignsData(leaf().usage("030206c0").sign()))
                .isEmpty();
        assertThat(CertificateRules.keySignsData(leaf().usage("03020640").sign()))
                .contains("the key of Leaf is not for signatures");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0500", "030100", "0300", "03020806", "030400060606", "0302010600"})
    void aUsageThatCannotBeReadIsATrouble(String usage) throws MalformedEvidenceException {
        Certificate certificate = ROOT.certificate(ROOT).usage(usage).sign();

        assertThat(CertificateRules.keySignsCertificates(certificate, false))
                .hasValueSatisfying(words -> assertThat(words).startsWith("Root has an unreadable key usage: "));
        assertThat(CertificateRules.keySignsData(certificate))
                .hasValueSatisfying(words -> assertThat(words).startsWith("Root has an unreadable key usage: "));
    }

    @Test
    void whatIsCriticalMustBeUnderstood() throws MalformedEvidenceException {
        Optional<String> trouble = CertificateRules.criticalExtensionsUnderstood(leaf().constraints("3000")
                .usage("03020780")
                .extension("2.5.29.37", true, "300a06082b06010505070301")
                .sign());
        Certificate notCritical = leaf().constraints("3000")
                .usage("03020780")
                .extension("2.5.29.37", false, "300a06082b06010505070301")
                .extension("1.2.840.113741.1.13.1", false, "3000")
                .sign();

        assertThat(trouble).contains("Leaf has a critical extension that is not understood, OID 551d25");
        assertThat(CertificateRules.criticalExtensionsUnderstood(notCritical)).isEmpty();
    }

    @ParameterizedTest(name = "at {0}: begun {1}, not ended {2}")
    @CsvSource({
        "2025-12-31T23:59:59.999999999Z, false, true",
        "2026-01-01T00:00:00Z, true, true",
        "2026-12-31T23:59:59Z, true, true",
        "2026-12-31T23:59:59.000000001Z, true, false",
        "2027-01-01T00:00:00Z, true, false"
    })
    void validityIsInclusiveAtBothEnds(Instant at, boolean begun, boolean notEnded) throws MalformedEvidenceException {
        Certificate leaf = leaf().sign();

        assertThat(CertificateRules.begunAt(leaf, at).isEmpty()).isEqualTo(begun);
        assertThat(CertificateRules.notEndedAt(leaf, at).isEmpty()).isEqualTo(notEnded);
    }

    private static Draft leaf() {
        return ROOT.certificate(LEAF);
    }
}
