package dev.teeproof.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.PemBlocks;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.conformance.Allocation;
import dev.teeproof.conformance.Conformance;
import dev.teeproof.conformance.Fuzz;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever the bytes: certificates and lists are read or refused, and the rules have an answer about what was read. */
class CertificateFuzzTest {

    private static final Fuzz FUZZ = new Fuzz(20_260_415, MalformedEvidenceException.class);

    private final List<byte[]> certificates = new ArrayList<>();
    private final List<byte[]> lists = new ArrayList<>();
    private final List<byte[]> chains = new ArrayList<>();

    @BeforeEach
    void readCollateral() throws MalformedEvidenceException {
        JsonObject collateral = Json.readObject(
                Bytes.copyOf(Conformance.bytes("dcap/collateral/tdx-90c06f000000-2026-04.json")), "collateral");
        for (String name : List.of("pck_crl_issuer_chain", "tcb_info_issuer_chain")) {
            String chain = collateral.string(name);
            chains.add(chain.getBytes(StandardCharsets.UTF_8));
            for (Bytes der : PemBlocks.decode(Bytes.utf8(chain), "CERTIFICATE", name)) {
                certificates.add(der.toArray());
            }
        }
        lists.add(collateral.hex("root_ca_crl").toArray());
        lists.add(collateral.hex("pck_crl").toArray());
        lists.add(collateral.string("root_ca_crl").getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aCertificateIsReadOrRefused() {
        assertMixed(FUZZ.of(certificates, 20_000, input -> {
            Certificate certificate = Certificate.read(Bytes.copyOf(input), "certificate");
            assertThat(certificate.der()).isEqualTo(Bytes.copyOf(input));
            CertificateRules.mayIssue(certificate, 0);
            CertificateRules.isLeaf(certificate);
            CertificateRules.keySignsCertificates(certificate, true);
            CertificateRules.keySignsData(certificate);
            CertificateRules.criticalExtensionsUnderstood(certificate);
        }));
    }

    @Test
    void aChainIsReadOrRefused() {
        assertMixed(FUZZ.of(
                chains,
                10_000,
                input -> assertThat(Certificate.readPem(Bytes.copyOf(input), "chain"))
                        .isNotEmpty()));
    }

    @Test
    void aListIsReadOrRefused() {
        assertMixed(FUZZ.of(lists, 20_000, input -> {
            CertificateRevocationList list = CertificateRevocationList.readAnyForm(Bytes.copyOf(input), "list");
            assertThat(list.tbs().size()).isLessThan(list.der().size());
        }));
        assertMixed(FUZZ.of(
                lists.subList(0, 2), 20_000, input -> CertificateRevocationList.read(Bytes.copyOf(input), "list")));
    }

    /** Damage to what is signed is either refused or told by the signature. */
    @Test
    void aDamagedCertificateNeverVerifies() throws MalformedEvidenceException {
        CertificateRules rules = new CertificateRules(SignatureVerifier.ofPlatform());
        Certificate root = Certificate.read(Bytes.copyOf(certificates.get(1)), "root");
        Certificate ca = Certificate.read(Bytes.copyOf(certificates.get(0)), "ca");

        Fuzz.Outcome outcome = FUZZ.of(List.of(certificates.get(0)), 1_500, input -> {
            Certificate damaged = Certificate.read(Bytes.copyOf(input), "certificate");
            boolean same = damaged.tbs().equals(ca.tbs()) && damaged.signature().equals(ca.signature());
            assertThat(rules.issuedBy(damaged, root).isEmpty()).isEqualTo(same);
        });
        assertThat(outcome.accepted()).isPositive();
    }

    @Test
    void memoryIsAFewTimesTheList() {
        Bytes small = listOf(8_000);
        Bytes large = listOf(16_000);

        long once = Allocation.of(() -> CertificateRevocationList.read(small, "list"));
        long twice = Allocation.of(() -> CertificateRevocationList.read(large, "list"));

        assertThat(once).isLessThan(64L * small.size());
        assertThat(twice).isLessThan(3 * once);
    }

    /** A list of so many certificates. */
    private static Bytes listOf(int entries) {
        Issuer issuer = Issuer.named("Root");
        X509v2CRLBuilder draft = issuer.list();
        Date date = Date.from(Instant.parse("2026-01-01T00:00:00Z"));
        for (int i = 0; i < entries; i++) {
            draft.addCRLEntry(BigInteger.TWO.pow(150).add(BigInteger.valueOf(i)), date, 0);
        }
        return issuer.sign(draft);
    }

    private static void assertMixed(Fuzz.Outcome outcome) {
        assertThat(outcome.accepted()).isPositive();
        assertThat(outcome.refused()).isPositive();
    }
}
