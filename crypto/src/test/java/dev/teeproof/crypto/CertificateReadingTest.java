package dev.teeproof.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformationCode;
import dev.teeproof.codec.MalformedEvidenceException;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates that are right but for one thing. */
class CertificateReadingTest {

    private static final Issuer ROOT = Issuer.named("Root");
    private static final Issuer LEAF = Issuer.named("Leaf");

    @Test
    void whatWasMintedIsRead() throws MalformedEvidenceException {
        Certificate leaf = ROOT.certificate(LEAF)
                .constraints("3000")
                .usage("03020780")
                .extension("1.2.3", false, "0500")
                .sign();

        assertThat(leaf.serialNumber()).isEqualTo(7);
        assertThat(leaf.subject().commonName()).contains("Leaf");
        assertThat(leaf.subject()).hasToString("Leaf");
        assertThat(leaf.issuer().commonName()).contains("Root");
        assertThat(leaf.notBefore()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(leaf.notAfter()).isEqualTo("2026-12-31T23:59:59Z");
        assertThat(leaf.subjectPublicKeyInfo())
                .isEqualTo(Bytes.copyOf(LEAF.keys().getPublic().getEncoded()));
        assertThat(leaf.extensions())
                .containsExactly(
                        new Extension(Extension.BASIC_CONSTRAINTS, true, Bytes.hex("3000")),
                        new Extension(Extension.KEY_USAGE, true, Bytes.hex("03020780")),
                        new Extension(Bytes.hex("2a03"), false, Bytes.hex("0500")));
        assertThat(leaf.extension(Bytes.hex("2a04"))).isEmpty();
    }

    @Test
    void aCertificateWithoutExtensionsIsRead() throws MalformedEvidenceException {
        assertThat(ROOT.certificate(LEAF).sign().extensions()).isEmpty();
    }

    @Test
    void anotherCurveIsRefused() {
        Draft draft = new Draft(ROOT, "Leaf", Issuer.keyPair("secp384r1").getPublic());

        assertThat(code(draft.signed("SHA256withECDSA"))).isEqualTo(Malformation.UNSUPPORTED);
    }

    @Test
    void anotherKindOfKeyIsRefused() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
        Draft draft = new Draft(ROOT, "Leaf", generator.generateKeyPair().getPublic());

        assertThat(code(draft.signed("SHA256withECDSA"))).isEqualTo(Malformation.UNSUPPORTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHA384withECDSA", "SHA512withECDSA", "SHA1withECDSA", "SHA3-256withECDSA"})
    void anotherSignatureAlgorithmIsRefused(String algorithm) {
        MalformedEvidenceException refusal =
                Refusal.of(() -> Certificate.read(ROOT.certificate(LEAF).signed(algorithm), "certificate"));

        assertThat(refusal.code()).isEqualTo(Malformation.UNSUPPORTED);
        assertThat(refusal.path()).isEqualTo("certificate.signatureAlgorithm");
    }

    @Test
    void theAlgorithmInsideMustBeTheOneOutside() {
        // ecdsa-with-SHA384 in place of the first ecdsa-with-SHA256, which is the signed one.
        Bytes der = replacedFirst(signed(), "2a8648ce3d040302", "2a8648ce3d040303");

        MalformedEvidenceException refusal = Refusal.of(() -> Certificate.read(der, "certificate"));
        assertThat(refusal.code()).isEqualTo(Malformation.UNSUPPORTED);
        assertThat(refusal.path()).isEqualTo("certificate.signature");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "a003020100, version 1, UNSUPPORTED",
        "a003020101, version 2, UNSUPPORTED",
        "a003020103, version 4, BAD_VALUE",
        "a003020202, a version that is cut off, TRUNCATED",
        "a103020102, no version, WRONG_TYPE"
    })
    void anotherVersionIsRefused(String version, String name, Malformation code) {
        assertThat(code(replacedFirst(signed(), "a003020102", version)))
                .as(name)
                .isEqualTo(code);
    }

    @Test
    void aTimeThatDoesNotExistIsRefused() {
        // 26-12-31 becomes 26-13-31.
        assertThat(code(replacedFirst(signed(), "323631323331", "323631333331")))
                .isEqualTo(Malformation.BAD_VALUE);
    }

    @Test
    void anExtensionTwiceIsRefused() {
        Bytes der = ROOT.certificate(LEAF)
                .extension("1.2.3", false, "0500")
                .extension("1.2.4", false, "0500")
                .signed("SHA256withECDSA");

        assertThat(code(replacedFirst(der, "06022a03", "06022a04"))).isEqualTo(Malformation.DUPLICATE);
    }

    @Test
    void theNumberOfExtensionsIsLimited() throws MalformedEvidenceException {
        Draft most = ROOT.certificate(LEAF);
        Draft more = ROOT.certificate(LEAF);
        for (int i = 0; i < Extension.MAX_EXTENSIONS; i++) {
            most.extension("1.2." + i, false, "0500");
            more.extension("1.2." + i, false, "0500");
        }

        assertThat(most.sign().extensions()).hasSize(Extension.MAX_EXTENSIONS);
        assertThat(code(more.extension("1.3", false, "0500").signed("SHA256withECDSA")))
                .isEqualTo(Malformation.LIMIT_EXCEEDED);
    }

    @Test
    void whatFollowsIsRefused() {
        assertThat(code(Bytes.concat(signed(), Bytes.of(0)))).isEqualTo(Malformation.TRAILING_BYTES);
    }

    @Test
    void everyTruncationIsRefused() {
        Bytes der = signed();
        for (int size = 0; size < der.size(); size++) {
            assertThat(code(der.slice(0, size))).isEqualTo(Malformation.TRUNCATED);
        }
    }

    @Test
    void aChainIsReadInItsOrderAndItsFaultsAreCounted() throws MalformedEvidenceException {
        Bytes root = ROOT.certificate(ROOT).signed("SHA256withECDSA");
        Bytes leaf = signed();

        assertThat(Certificate.readPem(Bytes.utf8(pem(leaf) + pem(root) + "\0"), "chain"))
                .extracting(certificate -> certificate.subject().toString())
                .containsExactly("Leaf", "Root");
        assertThat(Refusal.of(() -> Certificate.readPem(Bytes.utf8(pem(leaf) + pem(leaf.slice(0, 50))), "chain"))
                        .path())
                .startsWith("chain[1]");
        assertThat(Refusal.code(() -> Certificate.readPem(Bytes.utf8("x" + pem(leaf)), "chain")))
                .isEqualTo(Malformation.BAD_VALUE);
    }

    private static Bytes signed() {
        return ROOT.certificate(LEAF).signed("SHA256withECDSA");
    }

    private static MalformationCode code(Bytes der) {
        return Refusal.code(() -> Certificate.read(der, "certificate"));
    }

    private static String pem(Bytes der) {
        return "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(der.toArray())
                + "\n-----END CERTIFICATE-----\n";
    }

    /** With one run of bytes for another of the same length, so that the lengths around it stay right. */
    private static Bytes replacedFirst(Bytes der, String hex, String by) {
        assertThat(der.toHex()).contains(hex);
        return Bytes.hex(der.toHex().replaceFirst(hex, by));
    }
}
