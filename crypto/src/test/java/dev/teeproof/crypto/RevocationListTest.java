package dev.teeproof.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformationCode;
import dev.teeproof.codec.MalformedEvidenceException;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Locale;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RevocationListTest {

    private static final CertificateRules RULES = new CertificateRules(SignatureVerifier.ofPlatform());
    private static final Issuer ROOT = Issuer.named("Root");
    private static final Date MARCH = Date.from(Instant.parse("2036-03-01T00:00:00Z"));

    @Test
    void aSerialNumberInTheListIsRevokedWhateverTheDate() throws MalformedEvidenceException {
        X509v2CRLBuilder draft = ROOT.list();
        draft.addCRLEntry(BigInteger.valueOf(7), MARCH, CRLReason.keyCompromise);
        draft.addCRLEntry(BigInteger.TWO.pow(159), MARCH, 0);
        CertificateRevocationList list = read(ROOT.sign(draft));
        Certificate leaf = ROOT.certificate(Issuer.named("Leaf")).sign();

        assertThat(list.revoked()).containsExactlyInAnyOrder(BigInteger.valueOf(7), BigInteger.TWO.pow(159));
        assertThat(list.revokes(leaf)).isTrue();
        assertThat(list.thisUpdate()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(list.nextUpdate()).isEqualTo("2026-02-01T00:00:00Z");
    }

    @Test
    void anotherIssuersCertificateOfTheSameNumberIsNotRevoked() throws MalformedEvidenceException {
        X509v2CRLBuilder draft = ROOT.list();
        draft.addCRLEntry(BigInteger.valueOf(7), MARCH, 0);
        CertificateRevocationList list = read(ROOT.sign(draft));

        assertThat(list.revokes(Issuer.named("Other").certificate(ROOT).sign())).isFalse();
        assertThat(CertificateRules.listOf(Issuer.named("Other").root(), list))
                .contains("the revocation list is of Root, not of Other");
    }

    @Test
    void aListIsSignedByItsIssuersKey() throws MalformedEvidenceException {
        CertificateRevocationList list = read(ROOT.sign(ROOT.list()));
        Certificate namesake = Issuer.named("Root").root();

        assertThat(list.revoked()).isEmpty();
        assertThat(CertificateRules.listOf(ROOT.root(), list)).isEmpty();
        assertThat(RULES.signedBy(list, ROOT.root())).isEmpty();
        assertThat(CertificateRules.listOf(namesake, list)).isEmpty();
        assertThat(RULES.signedBy(list, namesake))
                .contains("the signature of Root under its revocation list does not verify");
    }

    @Test
    void allFormsAreReadAlike() throws MalformedEvidenceException {
        Bytes der = ROOT.sign(ROOT.list());
        CertificateRevocationList list = read(der);
        String pem = "-----BEGIN X509 CRL-----\n" + Base64.getMimeEncoder().encodeToString(der.toArray())
                + "\n-----END X509 CRL-----\n";

        assertThat(anyForm(der)).isEqualTo(list);
        assertThat(anyForm(Bytes.utf8(der.toHex()))).isEqualTo(list);
        assertThat(anyForm(Bytes.utf8(der.toHex().toUpperCase(Locale.ROOT)))).isEqualTo(list);
        assertThat(anyForm(Bytes.utf8(der.toHex() + "\0"))).isEqualTo(list);
        assertThat(anyForm(Bytes.utf8(pem))).isEqualTo(list);
        assertThat(anyForm(Bytes.utf8(pem + "\0"))).isEqualTo(list);
    }

    @ParameterizedTest(name = "\"{0}\": {1}")
    @CsvSource({
        "'', TRUNCATED",
        "x, BAD_LENGTH",
        "xx, BAD_VALUE",
        "31, WRONG_TYPE",
        "30, TRUNCATED",
        "3, BAD_LENGTH",
        "-----BEGIN CERTIFICATE-----, BAD_VALUE",
        "-----BEGIN X509 CRL-----, TRUNCATED",
        "0x30, TRUNCATED"
    })
    void whatIsInNoFormIsRefused(String text, Malformation code) {
        assertThat(Refusal.code(() -> anyForm(Bytes.utf8(text)))).isEqualTo(code);
    }

    @Test
    void moreThanOneListIsRefused() {
        Bytes der = ROOT.sign(ROOT.list());
        String pem = "-----BEGIN X509 CRL-----\n" + Base64.getEncoder().encodeToString(der.toArray())
                + "\n-----END X509 CRL-----\n";

        assertThat(Refusal.code(() -> anyForm(Bytes.utf8(pem + pem)))).isEqualTo(Malformation.BAD_LENGTH);
        assertThat(code(Bytes.concat(der, der))).isEqualTo(Malformation.TRAILING_BYTES);
        assertThat(code(Bytes.concat(der, Bytes.of(0)))).isEqualTo(Malformation.TRAILING_BYTES);
        assertThat(Refusal.code(() -> anyForm(Bytes.utf8(der.toHex() + "00")))).isEqualTo(Malformation.TRAILING_BYTES);
    }

    @Test
    void aListWithoutAnEndIsRefused() {
        X509v2CRLBuilder draft = new X509v2CRLBuilder(ROOT.x500(), Date.from(Instant.parse("2026-01-01T00:00:00Z")));
        draft.addCRLEntry(BigInteger.ONE, MARCH, 0);

        MalformedEvidenceException refusal = Refusal.of(() -> CertificateRevocationList.read(ROOT.sign(draft), "list"));
        assertThat(refusal.code()).isEqualTo(Malformation.WRONG_TYPE);
        assertThat(refusal.path()).endsWith(".nextUpdate");
    }

    @ParameterizedTest(name = "{0}, critical {1}: {2}")
    @CsvSource({
        "2.5.29.20, false, ''", // the list's number
        "2.5.29.20, true, UNSUPPORTED",
        "2.5.29.27, false, UNSUPPORTED", // a delta
        "2.5.29.27, true, UNSUPPORTED",
        "2.5.29.28, false, UNSUPPORTED", // of one distribution point
        "2.5.29.28, true, UNSUPPORTED",
        "1.2.3, false, ''",
        "1.2.3, true, UNSUPPORTED"
    })
    void extensionsMustNotChangeWhatTheListMeans(String oid, boolean critical, String code)
            throws IOException, MalformedEvidenceException {
        X509v2CRLBuilder draft = ROOT.list();
        draft.addExtension(new ASN1ObjectIdentifier(oid), critical, new DERSequence());
        Bytes der = ROOT.sign(draft);

        if (code.isEmpty()) {
            assertThat(read(der).revoked()).isEmpty();
        } else {
            assertThat(code(der)).isEqualTo(Malformation.valueOf(code));
        }
    }

    @ParameterizedTest(name = "critical {0}")
    @ValueSource(booleans = {false, true})
    void anEntrysExtensionsMustNotBeCritical(boolean critical) throws IOException, MalformedEvidenceException {
        X509v2CRLBuilder draft = ROOT.list();
        draft.addCRLEntry(
                BigInteger.ONE,
                MARCH,
                new Extensions(new org.bouncycastle.asn1.x509.Extension(
                        new ASN1ObjectIdentifier("2.5.29.29"), critical, DERNull.INSTANCE.getEncoded())));
        Bytes der = ROOT.sign(draft);

        if (critical) {
            assertThat(code(der)).isEqualTo(Malformation.UNSUPPORTED);
        } else {
            assertThat(read(der).revoked()).containsExactly(BigInteger.ONE);
        }
    }

    @Test
    void anotherSignatureAlgorithmOrVersionIsRefused() {
        Bytes der = ROOT.sign(ROOT.list());

        assertThat(code(ROOT.sign(ROOT.list(), "SHA384withECDSA"))).isEqualTo(Malformation.UNSUPPORTED);
        assertThat(code(Bytes.hex(der.toHex().replaceFirst("2a8648ce3d040302", "2a8648ce3d040303"))))
                .isEqualTo(Malformation.UNSUPPORTED);
        assertThat(code(Bytes.hex(der.toHex().replaceFirst("020101300a", "020100300a"))))
                .isEqualTo(Malformation.UNSUPPORTED);
    }

    @Test
    void everyTruncationIsRefused() {
        Bytes der = ROOT.sign(ROOT.list());
        for (int size = 0; size < der.size(); size++) {
            assertThat(code(der.slice(0, size))).isEqualTo(Malformation.TRUNCATED);
        }
    }

    @Test
    void aListBeyondTheLimitIsRefusedUnread() {
        assertThat(code(Bytes.zeros(CertificateRevocationList.MAX_SIZE + 1))).isEqualTo(Malformation.LIMIT_EXCEEDED);
    }

    private static CertificateRevocationList read(Bytes der) throws MalformedEvidenceException {
        return CertificateRevocationList.read(der, "list");
    }

    private static CertificateRevocationList anyForm(Bytes bytes) throws MalformedEvidenceException {
        return CertificateRevocationList.readAnyForm(bytes, "list");
    }

    private static MalformationCode code(Bytes der) {
        return Refusal.code(() -> read(der));
    }
}
