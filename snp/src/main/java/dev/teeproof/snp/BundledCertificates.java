package dev.teeproof.snp;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.PemBlocks;
import dev.teeproof.crypto.Certificate;
import dev.teeproof.crypto.CertificateProfile;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Certificates of AMD's that this jar carries: the roots, and of those who issue under them the ones that were at hand, so that
 * a certificate of a key alone is enough. An issuer from here is verified like one from elsewhere.
 */
final class BundledCertificates {

    private BundledCertificates() {}

    /** Read once, when one is first asked for. */
    private static final class Read {
        static final Map<String, Certificate> BY_FILE = all();
    }

    /** AMD's root of a product line. */
    static Certificate ark(SnpProduct product) {
        return read("ark", product)
                .orElseThrow(() -> new IllegalStateException("this jar lacks the certificate of ARK-" + product));
    }

    /** Who issues certificates of such keys of the line: the ASK or, for Milan, the ASVK. */
    static Optional<Certificate> issuer(SnpProduct product, SigningKey key) {
        return read(
                switch (key) {
                    case VCEK -> "ask";
                    case VLEK -> "asvk";
                },
                product);
    }

    private static Optional<Certificate> read(String name, SnpProduct product) {
        return Optional.ofNullable(Read.BY_FILE.get(file(name, product)));
    }

    private static Map<String, Certificate> all() {
        Map<String, Certificate> certificates = new HashMap<>();
        for (SnpProduct product : SnpProduct.values()) {
            for (String name : List.of("ark", "ask", "asvk")) {
                String file = file(name, product);
                read(file).ifPresent(certificate -> certificates.put(file, certificate));
            }
        }
        return Map.copyOf(certificates);
    }

    private static String file(String name, SnpProduct product) {
        return name + "-" + product.text().toLowerCase(Locale.ROOT) + ".pem";
    }

    private static Optional<Certificate> read(String file) {
        try (InputStream in = BundledCertificates.class.getResourceAsStream(file)) {
            if (in == null) {
                return Optional.empty();
            }
            Bytes pem = Bytes.copyOf(in.readAllBytes());
            Bytes der = PemBlocks.decode(pem, "CERTIFICATE", file).getFirst();
            return Optional.of(Certificate.read(der, CertificateProfile.RSA_PSS_SHA384, file));
        } catch (IOException | MalformedEvidenceException e) {
            throw new IllegalStateException("this jar's copy of " + file + " cannot be read", e);
        }
    }
}
