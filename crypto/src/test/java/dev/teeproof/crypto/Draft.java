package dev.teeproof.crypto;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate before it is signed: valid in 2026, number 7, without extensions. */
final class Draft {

    private final Issuer issuer;
    private final X509v3CertificateBuilder builder;

    Draft(Issuer issuer, String subject, PublicKey key) {
        this(issuer, subject, SubjectPublicKeyInfo.getInstance(key.getEncoded()));
    }

    Draft(Issuer issuer, String subject, SubjectPublicKeyInfo key) {
        this.issuer = issuer;
        this.builder = new X509v3CertificateBuilder(
                issuer.x500(),
                BigInteger.valueOf(7),
                Date.from(Instant.parse("2026-01-01T00:00:00Z")),
                Date.from(Instant.parse("2026-12-31T23:59:59Z")),
                new X500Name("CN=" + subject + ",O=Test"),
                key);
    }

    /** Critical basic constraints with this DER. */
    Draft constraints(String der) {
        return extension("2.5.29.19", true, der);
    }

    /** A critical key usage with this DER. */
    Draft usage(String der) {
        return extension("2.5.29.15", true, der);
    }

    Draft extension(String oid, boolean critical, String value) {
        try {
            builder.addExtension(
                    new ASN1ObjectIdentifier(oid), critical, Bytes.hex(value).toArray());
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Certificate sign() throws MalformedEvidenceException {
        return Certificate.read(signed("SHA256withECDSA"), "certificate");
    }

    Bytes signed(String algorithm) {
        try {
            return Bytes.copyOf(builder.build(new JcaContentSignerBuilder(algorithm)
                            .build(issuer.keys().getPrivate()))
                    .getEncoded());
        } catch (OperatorCreationException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
