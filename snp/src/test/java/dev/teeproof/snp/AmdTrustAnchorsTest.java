package dev.teeproof.snp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.crypto.Certificate;
import dev.teeproof.crypto.Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The certificates that the jar carries are AMD's, by the hashes of specification 04 section 2.2. */
class AmdTrustAnchorsTest {

    @ParameterizedTest
    @CsvSource({
        "MILAN, 69d063b45344d26a2e94e1f4210de49ef555308287d4c174445c95639a540bcd, 65536",
        "GENOA, 4c6598d19c18719c5dfd4a7d335f674e5bfe1d8f800cea2cf270c10d103db2f1, 131072",
        "TURIN, 1f084161a44bb6d93778a904877d4819cafa5d05ef4193b2ded9dd9c73dd3f6a, 196608"
    })
    void theRootsAreAmds(SnpProduct product, String sha256, long serialNumber) {
        Certificate ark = BundledCertificates.ark(product);

        assertThat(Digest.SHA_256.of(ark.der()).toHex()).isEqualTo(sha256);
        assertThat(Digest.SHA_256.of(ark.subjectPublicKeyInfo()))
                .isEqualTo(AmdTrustAnchors.ARK_SPKI_SHA256.get(product));
        assertThat(ark.serialNumber().longValueExact()).isEqualTo(serialNumber);
        assertThat(AmdTrustAnchors.named(ark).name()).isEqualTo("AMD ARK-" + product);
        assertThat(AmdTrustAnchors.amd().of(product)).containsExactly(ark);
    }

    @ParameterizedTest
    @CsvSource({
        "MILAN, VCEK, 67d303bd3905fd38db8b20e0793699870e7fa612eaad5dec358293fd8c0bac1b",
        "GENOA, VCEK, 5464738c1546aed5f2cecf1dc98c5c960a92e8913238a61711bc90ec6e828521",
        "TURIN, VCEK, 5b77ef5fe7a7a004fd9032668fba9d0fda22f88c4442069a479636a6ae3b3185",
        "MILAN, VLEK, c5e081f59b7efab1fe2f8b505e159704e72f29cab7ef7cf628a05a42439082f5"
    })
    void theIssuersAreAmds(SnpProduct product, SigningKey key, String sha256) {
        Certificate issuer = BundledCertificates.issuer(product, key).orElseThrow();

        assertThat(Digest.SHA_256.of(issuer.der()).toHex()).isEqualTo(sha256);
        assertThat(issuer.subject().commonName()).contains(key.issuerName(product));
    }

    @Test
    void issuersThatAreNotAtHandAreNotThere() {
        assertThat(BundledCertificates.issuer(SnpProduct.GENOA, SigningKey.VLEK))
                .isEmpty();
        assertThat(BundledCertificates.issuer(SnpProduct.TURIN, SigningKey.VLEK))
                .isEmpty();
    }
}
