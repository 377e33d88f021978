package dev.teeproof.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.PemBlocks;
import dev.teeproof.conformance.Conformance;
import dev.teeproof.crypto.Certificate;
import dev.teeproof.crypto.CertificateRules;
import dev.teeproof.crypto.Extension;
import dev.teeproof.crypto.SignatureVerifier;
import dev.teeproof.simulator.SnpBlueprint.Role;
import dev.teeproof.snp.SigningKey;
import dev.teeproof.snp.SnpProduct;
import dev.teeproof.snp.VekCertificate;
import java.math.BigInteger;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AmdCertificateTest {

    private static final CertificateRules RULES = new CertificateRules(SignatureVerifier.ofJava());
    private static final SnpBlueprint MILAN = SnpBlueprint.of(SnpProduct.MILAN, 7, SnpEvidence.AT);

    @ParameterizedTest
    @CsvSource({
        "MILAN, VCEK, ARK-Milan, 65536, SEV-Milan, 65537, SEV-VCEK, 7",
        "MILAN, VLEK, ARK-Milan, 65536, SEV-VLEK-Milan, 65793, SEV-VLEK, 1",
        "GENOA, VCEK, ARK-Genoa, 131072, SEV-Genoa, 131074, SEV-VCEK, 7",
        "GENOA, VLEK, ARK-Genoa, 131072, SEV-VLEK-Genoa, 131329, SEV-VLEK, 1",
        "TURIN, VCEK, ARK-Turin, 196608, SEV-Turin, 196609, SEV-VCEK, 7",
        "TURIN, VLEK, ARK-Turin, 196608, SEV-VLEK-Turin, 196865, SEV-VLEK, 1"
    })
    void namesNumbersAndYearsAreAmds(
            SnpProduct product,
            SigningKey kind,
            String arkName,
            long arkSerial,
            String issuerName,
            long issuerSerial,
            String vekName,
            int years)
            throws Exception {
        SimulatedReport minted =
                SnpBlueprint.of(product, 7, SnpEvidence.AT).signingKey(kind).mint();
        Certificate root = SnpEvidence.certificate(minted.root());
        Certificate issuer = SnpEvidence.certificate(minted.issuer());
        Certificate vek = SnpEvidence.certificate(minted.vek());

        assertThat(root.subject().commonName()).contains(arkName);
        assertThat(root.serialNumber()).isEqualTo(BigInteger.valueOf(arkSerial));
        assertThat(issuer.subject().commonName()).contains(issuerName);
        assertThat(issuer.serialNumber()).isEqualTo(BigInteger.valueOf(issuerSerial));
        assertThat(vek.subject().commonName()).contains(vekName);
        assertThat(vek.serialNumber()).isEqualTo(BigInteger.ZERO);
        assertThat(vek.notAfter())
                .isEqualTo(
                        vek.notBefore().atZone(ZoneOffset.UTC).plusYears(years).toInstant());
        assertThat(RULES.issuedBy(root, root)).isEmpty();
        assertThat(RULES.issuedBy(issuer, root)).isEmpty();
        assertThat(RULES.issuedBy(vek, issuer)).isEmpty();
    }

    @Test
    void authoritiesSayThatTheyAreAndKeysSayNothingOfIt() throws Exception {
        SimulatedReport minted = MILAN.mint();
        Certificate root = SnpEvidence.certificate(minted.root());
        Certificate issuer = SnpEvidence.certificate(minted.issuer());
        Certificate vek = SnpEvidence.certificate(minted.vek());

        assertThat(CertificateRules.mayIssue(root, 1000)).isEmpty();
        assertThat(CertificateRules.mayIssue(issuer, 0)).isEmpty();
        assertThat(CertificateRules.mayIssue(issuer, 1)).isPresent();
        assertThat(CertificateRules.keySignsCertificates(root, true)).isEmpty();
        assertThat(CertificateRules.keySignsCertificates(issuer, false)).isEmpty();
        assertThat(CertificateRules.keySignsCertificates(issuer, true)).isPresent();
        assertThat(vek.extension(Extension.KEY_USAGE)).isEmpty();
        assertThat(vek.extension(Extension.BASIC_CONSTRAINTS)).isEmpty();
    }

    @Test
    void aVcekHasTheExtensionsOfARealOneInTheSameOrder() throws Exception {
        Certificate real = SnpEvidence.certificate(Bytes.copyOf(Conformance.bytes("snp/milan-v2.vcek.der")));
        Certificate simulated = SnpEvidence.certificate(MILAN.mint().vek());

        assertThat(oids(simulated)).isEqualTo(oids(real));
        assertThat(simulated.subject().der()).isEqualTo(real.subject().der());
        assertThat(simulated.issuer().der()).isEqualTo(real.issuer().der());
        assertThat(VekCertificate.of(simulated).productName())
                .isEqualTo(VekCertificate.of(real).productName());
    }

    @Test
    void anAskHasTheExtensionsOfTheRealOneInTheSameOrder() throws Exception {
        Bytes pem = Bytes.copyOf(Conformance.bytes("snp/ask_ark_milan.pem"));
        List<Bytes> real = PemBlocks.decode(pem, "CERTIFICATE", "ask_ark_milan.pem");
        Certificate ask = SnpEvidence.certificate(MILAN.mint().issuer());

        assertThat(oids(ask)).isEqualTo(oids(SnpEvidence.certificate(real.getFirst())));
        assertThat(ask.subject().der())
                .isEqualTo(SnpEvidence.certificate(real.getFirst()).subject().der());
    }

    @ParameterizedTest
    @EnumSource
    void theExtensionsSayOfWhichChipAndTcbTheKeyIs(SnpProduct product) throws Exception {
        SnpBlueprint plan = SnpBlueprint.of(product, 7, SnpEvidence.AT);
        VekCertificate vek =
                VekCertificate.of(SnpEvidence.certificate(plan.mint().vek()));

        assertThat(vek.product()).isEqualTo(product);
        assertThat(vek.structVersion()).isEqualTo(product == SnpProduct.TURIN ? 1 : 0);
        assertThat(vek.tcb()).isEqualTo(plan.reportedTcb());
        assertThat(vek.hwId()).contains(plan.chipId().slice(0, product == SnpProduct.TURIN ? 8 : 64));
        assertThat(vek.cspId()).isEmpty();
    }

    @Test
    void aVlekNamesAProviderAndNoChip() throws Exception {
        SimulatedReport minted = MILAN.signingKey(SigningKey.VLEK).mint();
        VekCertificate vek = VekCertificate.of(SnpEvidence.certificate(minted.vek()));

        assertThat(vek.cspId()).contains("CN=simulated-cloud.example");
        assertThat(vek.hwId()).isEmpty();
        assertThat(vek.productName()).isEqualTo("Milan");
    }

    @ParameterizedTest
    @EnumSource
    void aChipIdMayBeWrapped(SnpProduct product) throws Exception {
        SnpBlueprint plan = SnpBlueprint.of(product, 7, SnpEvidence.AT).vek(VekExtensions::withWrappedHwId);
        Certificate certificate = SnpEvidence.certificate(plan.mint().vek());
        Bytes value = certificate
                .extension(Bytes.hex("2b060104019c780104"))
                .orElseThrow()
                .value();

        assertThat(value.size()).isEqualTo(2 + product.hwIdSize());
        assertThat(VekCertificate.of(certificate).hwId()).contains(plan.chipId().slice(0, product.hwIdSize()));
        assertThat(SnpEvidence.findings(plan.mint(), plan.mint().trustAnchors()))
                .isEmpty();
    }

    @Test
    void authoritiesWriteOutTheTrailerFieldAndKeysDoNotUnlessTold() {
        SimulatedReport minted = MILAN.mint();
        Bytes old = MILAN.certificate(Role.VEK, spec -> spec.withTrailerField(true))
                .mint()
                .vek();

        assertThat(algorithm(minted.root())).startsWith("3046");
        assertThat(algorithm(minted.issuer())).startsWith("3046");
        assertThat(algorithm(minted.vek())).startsWith("3041");
        assertThat(algorithm(old)).startsWith("3046");
    }

    /** Behind the outer header, the inner one, the version and the serial number. */
    private static String algorithm(Bytes der) {
        int serial = 4 + 4 + 5;
        int at = serial + 2 + der.at(serial + 1);
        return der.slice(at, at + 0x43).toHex();
    }

    private static List<Bytes> oids(Certificate certificate) {
        return certificate.extensions().stream().map(Extension::oid).toList();
    }
}
