package dev.teeproof.crypto;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A name with a key of its own, which signs certificates and lists in tests. */
record Issuer(String name, KeyPair keys) {

    static Issuer named(String name) {
        return new Issuer(name, keyPair("secp256r1"));
    }

    static KeyPair keyPair(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A draft of a certificate for {@code subject}, which this issuer will sign. */
    Draft certificate(Issuer subject) {
        return new Draft(this, subject.name(), subject.keys().getPublic());
    }

    /** A certificate of a CA, fit for everything, signed by itself. */
    Certificate root() throws MalformedEvidenceException {
        return certificate(this).constraints("30030101ff").usage("03020106").sign();
    }

    /** A draft of a revocation list from January to February 2026. */
    X509v2CRLBuilder list() {
        X509v2CRLBuilder list = new X509v2CRLBuilder(x500(), Date.from(Instant.parse("2026-01-01T00:00:00Z")));
        list.setNextUpdate(Date.from(Instant.parse("2026-02-01T00:00:00Z")));
        return list;
    }

    Bytes sign(X509v2CRLBuilder list) {
        return sign(list, "SHA256withECDSA");
    }

    Bytes sign(X509v2CRLBuilder list, String algorithm) {
        try {
            return Bytes.copyOf(list.build(new JcaContentSignerBuilder(algorithm).build(keys.getPrivate()))
                    .getEncoded());
        } catch (OperatorCreationException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    X500Name x500() {
        return new X500Name("CN=" + name + ",O=Test");
    }
}
