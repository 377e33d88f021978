package dev.teeproof.simulator;

import dev.teeproof.codec.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.bc.BcX509ExtensionUtils;

/**
 * A certificate to be minted.
 *
 * @param subject common name
 * @param issuer common name
 * @param pathLength of a CA; -1 for a leaf
 * @param keyUsage bits of {@link KeyUsage}
 * @param unknownCritical whether to add a critical extension that nobody understands
 * @param sgxExtension DER of Intel's SGX extension
 * @param crlDistributionPoint where the issuer's revocation list is to be had
 */
public record CertificateSpec(
        String subject,
        String issuer,
        long serial,
        Instant notBefore,
        Instant notAfter,
        int pathLength,
        int keyUsage,
        boolean unknownCritical,
        Optional<Bytes> sgxExtension,
        Optional<String> crlDistributionPoint) {

    static final int CA_USAGE = KeyUsage.keyCertSign | KeyUsage.cRLSign;
    static final int LEAF_USAGE = KeyUsage.digitalSignature | KeyUsage.nonRepudiation;

    private static final ASN1ObjectIdentifier SGX_EXTENSION = new ASN1ObjectIdentifier("1.2.840.113741.1.13.1");
    private static final ASN1ObjectIdentifier UNKNOWN = new ASN1ObjectIdentifier("1.3.6.1.4.1.62397.999");

    public CertificateSpec withSubject(String other) {
        return new CertificateSpec(
                other,
                issuer,
                serial,
                notBefore,
                notAfter,
                pathLength,
                keyUsage,
                unknownCritical,
                sgxExtension,
                crlDistributionPoint);
    }

    public CertificateSpec withIssuer(String other) {
        return new CertificateSpec(
                subject,
                other,
                serial,
                notBefore,
                notAfter,
                pathLength,
                keyUsage,
                unknownCritical,
                sgxExtension,
                crlDistributionPoint);
    }

    public CertificateSpec withSerial(long other) {
        return new CertificateSpec(
                subject,
                issuer,
                other,
                notBefore,
                notAfter,
                pathLength,
                keyUsage,
                unknownCritical,
                sgxExtension,
                crlDistributionPoint);
    }

    public CertificateSpec withValidity(Instant from, Instant to) {
        return new CertificateSpec(
                subject,
                issuer,
                serial,
                from,
                to,
                pathLength,
                keyUsage,
                unknownCritical,
                sgxExtension,
                crlDistributionPoint);
    }

    public CertificateSpec withPathLength(int other) {
        return new CertificateSpec(
                subject,
                issuer,
                serial,
                notBefore,
                notAfter,
                other,
                keyUsage,
                unknownCritical,
                sgxExtension,
                crlDistributionPoint);
    }

    public CertificateSpec withKeyUsage(int other) {
        return new CertificateSpec(
                subject,
                issuer,
                serial,
                notBefore,
                notAfter,
                pathLength,
                other,
                unknownCritical,
                sgxExtension,
                crlDistributionPoint);
    }

    public CertificateSpec withUnknownCritical() {
        return new CertificateSpec(
                subject,
                issuer,
                serial,
                notBefore,
                notAfter,
                pathLength,
                keyUsage,
                true,
                sgxExtension,
                crlDistributionPoint);
    }

    public CertificateSpec withSgxExtension(Optional<Bytes> other) {
        return new CertificateSpec(
                subject,
                issuer,
                serial,
                notBefore,
                notAfter,
                pathLength,
                keyUsage,
                unknownCritical,
                other,
                crlDistributionPoint);
    }

    public CertificateSpec withCrlDistributionPoint(String uri) {
        return new CertificateSpec(
                subject,
                issuer,
                serial,
                notBefore,
                notAfter,
                pathLength,
                keyUsage,
                unknownCritical,
                sgxExtension,
                Optional.of(uri));
    }

    /** A CA under a root, or the root itself. */
    static CertificateSpec ca(String subject, String issuer, long serial, Instant from, Instant to, int pathLength) {
        return new CertificateSpec(
                subject, issuer, serial, from, to, pathLength, CA_USAGE, false, Optional.empty(), Optional.empty());
    }

    /** A certificate whose key signs data. */
    static CertificateSpec leaf(String subject, String issuer, long serial, Instant from, Instant to) {
        return new CertificateSpec(
                subject, issuer, serial, from, to, -1, LEAF_USAGE, false, Optional.empty(), Optional.empty());
    }

    /** The certificate's DER. */
    Bytes mint(SimulatedKey key, SimulatedKey issuerKey) {
        X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                name(issuer),
                BigInteger.valueOf(serial),
                Date.from(notBefore),
                Date.from(notAfter),
                name(subject),
                key.subjectPublicKeyInfo());
        try {
            BcX509ExtensionUtils identifiers = new BcX509ExtensionUtils();
            boolean ca = pathLength >= 0;
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    identifiers.createAuthorityKeyIdentifier(issuerKey.subjectPublicKeyInfo()));
            builder.addExtension(
                    Extension.subjectKeyIdentifier,
                    false,
                    identifiers.createSubjectKeyIdentifier(key.subjectPublicKeyInfo()));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(keyUsage));
            builder.addExtension(
                    Extension.basicConstraints,
                    true,
                    ca ? new BasicConstraints(pathLength) : new BasicConstraints(false));
            if (unknownCritical) {
                builder.addExtension(UNKNOWN, true, DERNull.INSTANCE);
            }
            if (sgxExtension.isPresent()) {
                builder.addExtension(
                        SGX_EXTENSION,
                        false,
                        ASN1Primitive.fromByteArray(sgxExtension.get().toArray()));
            }
            if (crlDistributionPoint.isPresent()) {
                GeneralName uri = new GeneralName(GeneralName.uniformResourceIdentifier, crlDistributionPoint.get());
                DistributionPointName name = new DistributionPointName(new GeneralNames(uri));
                builder.addExtension(Extension.cRLDistributionPoints, false, new CRLDistPoint(new DistributionPoint[] {
                    new DistributionPoint(name, null, null)
                }));
            }
            return Bytes.copyOf(builder.build(issuerKey.contentSigner()).getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static X500Name name(String commonName) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, commonName)
                .addRDN(BCStyle.O, "Teeproof simulation, not a real machine")
                .build();
    }
}
