package dev.teeproof.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.conformance.Conformance;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Intel's certificates and lists as they were in April 2026. */
class IntelCertificateTest {

    private static final CertificateRules RULES = new CertificateRules(SignatureVerifier.ofPlatform());

    private static JsonObject collateral = JsonObject.of(Map.of());

    @BeforeAll
    static void readCollateral() throws MalformedEvidenceException {
        collateral = Json.readObject(
                Bytes.copyOf(Conformance.bytes("dcap/collateral/tdx-90c06f000000-2026-04.json")), "collateral");
    }

    @Test
    void theRootIsTheOneThatIsPinned() throws MalformedEvidenceException {
        Certificate root = chain("pck_crl_issuer_chain").get(1);

        assertThat(root.der().size()).isEqualTo(659);
        assertThat(Digest.SHA_256.of(root.der()))
                .isEqualTo(Bytes.hex("44a0196b2b99f889b8e149e95b807a350e7424964399e885a7cbb8ccfab674d3"));
        assertThat(Digest.SHA_256.of(root.subjectPublicKeyInfo()))
                .isEqualTo(Bytes.hex("a0af031289f5d5d4132f9186068a7fc13628633ba235777472e29b6b6c67a49e"));
        assertThat(((EcPublicKey) root.publicKey()).x())
                .isEqualTo(Bytes.hex("0ba9c4c0c0c86193a3fe23d6b02cda10a8bbd4e88e48b4458561a36e705525f5"));
        assertThat(((EcPublicKey) root.publicKey()).y())
                .isEqualTo(Bytes.hex("67918e2edc88e40d860bd0cc4ee26aacc988e505a953558c453f6b0904ae7394"));
        assertThat(root.serialNumber()).isEqualTo(new BigInteger("22650CD65A9D3489F383B49552BF501B392706AC", 16));
        assertThat(root.subject().commonName()).contains("Intel SGX Root CA");
        assertThat(root.selfIssued()).isTrue();
        assertThat(root.notBefore()).isEqualTo("2018-05-21T10:45:10Z");
        assertThat(root.notAfter()).isEqualTo("2049-12-31T23:59:59Z");
        assertThat(BasicConstraints.of(root)).hasValueSatisfying(constraints -> {
            assertThat(constraints.ca()).isTrue();
            assertThat(constraints.pathLength()).hasValue(1);
        });
        assertThat(KeyUsage.of(root)).contains(new KeyUsage(false, true, true));
        assertThat(chain("tcb_info_issuer_chain").get(1)).isEqualTo(root);
    }

    @Test
    void thePckCaHasALargeSerialNumberAndNoCaBelowIt() throws MalformedEvidenceException {
        Certificate ca = chain("pck_crl_issuer_chain").get(0);

        assertThat(ca.subject().commonName()).contains("Intel SGX PCK Platform CA");
        assertThat(ca.issuer().commonName()).contains("Intel SGX Root CA");
        assertThat(ca.selfIssued()).isFalse();
        assertThat(ca.serialNumber()).isEqualTo(new BigInteger("956f5dcdbd1be1e94049c9d4f433ce01570bde54", 16));
        assertThat(ca.notBefore()).isEqualTo("2018-05-21T10:50:10Z");
        assertThat(ca.notAfter()).isEqualTo("2033-05-21T10:50:10Z");
        assertThat(BasicConstraints.of(ca))
                .hasValueSatisfying(
                        constraints -> assertThat(constraints.pathLength()).hasValue(0));
    }

    @Test
    void theTcbSignerIsALeaf() throws MalformedEvidenceException {
        Certificate signer = chain("tcb_info_issuer_chain").get(0);

        assertThat(signer.subject().commonName()).contains("Intel SGX TCB Signing");
        assertThat(signer.serialNumber()).isEqualTo(new BigInteger("7e3882d5fb55294a40498e458403e91491bdf455", 16));
        assertThat(signer.notAfter()).isEqualTo("2032-05-06T09:25:00Z");
        assertThat(CertificateRules.isLeaf(signer)).isEmpty();
        assertThat(CertificateRules.keySignsData(signer)).isEmpty();
        assertThat(signer.extensions().stream().filter(Extension::critical).map(Extension::oid))
                .containsExactlyInAnyOrder(Extension.BASIC_CONSTRAINTS, Extension.KEY_USAGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pck_crl_issuer_chain", "tcb_info_issuer_chain", "qe_identity_issuer_chain"})
    void theChainsHold(String name) throws MalformedEvidenceException {
        List<Certificate> chain = chain(name);
        Instant then = Instant.parse("2026-04-01T00:00:00Z");

        assertThat(chain).hasSize(2);
        assertThat(RULES.issuedBy(chain.get(0), chain.get(1))).isEmpty();
        assertThat(RULES.issuedBy(chain.get(1), chain.get(1))).isEmpty();
        assertThat(CertificateRules.mayIssue(chain.get(1), 1)).isEmpty();
        assertThat(CertificateRules.keySignsCertificates(chain.get(1), true)).isEmpty();
        for (Certificate certificate : chain) {
            assertThat(CertificateRules.criticalExtensionsUnderstood(certificate))
                    .isEmpty();
            assertThat(CertificateRules.begunAt(certificate, then)).isEmpty();
            assertThat(CertificateRules.notEndedAt(certificate, then)).isEmpty();
        }
    }

    @Test
    void theListsAreReadWhole() throws MalformedEvidenceException {
        List<Certificate> chain = chain("pck_crl_issuer_chain");
        CertificateRevocationList ofRoot =
                CertificateRevocationList.readAnyForm(Bytes.utf8(collateral.string("root_ca_crl")), "root_ca_crl");
        CertificateRevocationList ofCa = CertificateRevocationList.read(collateral.hex("pck_crl"), "pck_crl");

        assertThat(ofRoot.revoked()).isEmpty();
        assertThat(ofRoot.thisUpdate()).isEqualTo("2026-02-26T13:04:00Z");
        assertThat(ofRoot.nextUpdate()).isEqualTo("2027-02-26T13:04:00Z");
        assertThat(CertificateRules.listOf(chain.get(1), ofRoot)).isEmpty();
        assertThat(RULES.signedBy(ofRoot, chain.get(1))).isEmpty();
        assertThat(ofRoot.revokes(chain.get(0))).isFalse();
        assertThat(ofCa.revoked())
                .hasSize(57)
                .contains(
                        new BigInteger("6fc34e5023e728923435d61aa4b83c618166ad35", 16),
                        new BigInteger("efae6e9715fca13b87e333e8261ed6d990a926ad", 16),
                        new BigInteger("6c2b81d7ea2e436720ce29f1d0b1ccb7a218600f", 16));
        assertThat(ofCa.thisUpdate()).isEqualTo("2026-03-16T22:34:05Z");
        assertThat(ofCa.nextUpdate()).isEqualTo("2026-04-15T22:34:05Z");
        assertThat(CertificateRules.listOf(chain.get(0), ofCa)).isEmpty();
        assertThat(RULES.signedBy(ofCa, chain.get(0))).isEmpty();
        assertThat(RULES.signedBy(ofCa, chain.get(1))).isPresent();
    }

    private static List<Certificate> chain(String name) throws MalformedEvidenceException {
        return Certificate.readPem(Bytes.utf8(collateral.string(name)), name);
    }
}
