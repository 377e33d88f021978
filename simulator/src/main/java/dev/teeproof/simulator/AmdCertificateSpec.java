package dev.teeproof.simulator;

import dev.teeproof.codec.Bytes;
import dev.teeproof.snp.SigningKey;
import dev.teeproof.snp.SnpProduct;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
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
 * A certificate of AMD's profile, to be minted. Immutable: each method gives a changed copy.
 *
 * <p>Roots (ARK) and issuers (ASK, ASVK) are CAs for 25 years; certificates of keys that sign reports have AMD's extensions and
 * none besides.
 *
 * @see "57230 sections 2 and 3"
 */
public final class AmdCertificateSpec {

    private static final String ARC = "1.3.6.1.4.1.3704.1.";
    private static final ASN1ObjectIdentifier UNKNOWN = new ASN1ObjectIdentifier("1.3.6.1.4.1.62397.999");
    private static final int CA_YEARS = 25;

    private String subject;
    private String issuer;
    private long serial;
    private Instant notBefore;
    private Instant notAfter;
    private boolean ca;
    private OptionalInt pathLength = OptionalInt.empty();
    private int keyUsage;
    private boolean unknownCritical;
    private boolean trailerField;
    private Optional<String> crlDistributionPoint = Optional.empty();
    private Optional<VekExtensions> extensions = Optional.empty();

    private AmdCertificateSpec(String subject, String issuer, long serial, Instant notBefore, int years) {
        this.subject = subject;
        this.issuer = issuer;
        this.serial = serial;
        this.notBefore = notBefore;
        this.notAfter = notBefore.atZone(ZoneOffset.UTC).plusYears(years).toInstant();
    }

    private AmdCertificateSpec(AmdCertificateSpec other) {
        this.subject = other.subject;
        this.issuer = other.issuer;
        this.serial = other.serial;
        this.notBefore = other.notBefore;
        this.notAfter = other.notAfter;
        this.ca = other.ca;
        this.pathLength = other.pathLength;
        this.keyUsage = other.keyUsage;
        this.unknownCritical = other.unknownCritical;
        this.trailerField = other.trailerField;
        this.crlDistributionPoint = other.crlDistributionPoint;
        this.extensions = other.extensions;
    }

    /** A product line's root. */
    static AmdCertificateSpec ark(SnpProduct product, Instant notBefore) {
        String name = arkName(product);
        AmdCertificateSpec spec = new AmdCertificateSpec(name, name, line(product) << 16, notBefore, CA_YEARS);
        spec.ca(SigningKey.VCEK, product);
        spec.keyUsage = KeyUsage.keyCertSign | KeyUsage.cRLSign;
        return spec;
    }

    /** The ASK or ASVK of a product line; Genoa's ASK has a number out of the row. */
    static AmdCertificateSpec issuer(SnpProduct product, SigningKey kind, Instant notBefore) {
        long number = switch (kind) {
            case VCEK -> product == SnpProduct.GENOA ? 2 : 1;
            case VLEK -> 0x101;
        };
        AmdCertificateSpec spec = new AmdCertificateSpec(
                kind.issuerName(product), arkName(product), (line(product) << 16) + number, notBefore, CA_YEARS);
        spec.ca(kind, product);
        spec.pathLength = OptionalInt.of(0);
        spec.keyUsage = KeyUsage.keyCertSign;
        return spec;
    }

    /** A certificate of a key that signs reports; its serial number is always 0. */
    static AmdCertificateSpec vek(SigningKey kind, String issuer, Instant notBefore, VekExtensions extensions) {
        int years = switch (kind) {
            case VCEK -> 7;
            case VLEK -> 1;
        };
        AmdCertificateSpec spec = new AmdCertificateSpec(kind.commonName(), issuer, 0, notBefore, years);
        spec.extensions = Optional.of(extensions);
        return spec;
    }

    static String arkName(SnpProduct product) {
        return "ARK-" + product.text();
    }

    private static long line(SnpProduct product) {
        return switch (product) {
            case MILAN -> 1;
            case GENOA -> 2;
            case TURIN -> 3;
        };
    }

    private void ca(SigningKey list, SnpProduct product) {
        ca = true;
        trailerField = true;
        crlDistributionPoint = Optional.of("https://kdsintf.amd.com/" + list.text() + "/v1/" + product.text() + "/crl");
    }

    public Instant notBefore() {
        return notBefore;
    }

    public Instant notAfter() {
        return notAfter;
    }

    public long serial() {
        return serial;
    }

    /** With another common name. */
    public AmdCertificateSpec withSubject(String commonName) {
        return changed(copy -> copy.subject = commonName);
    }

    /** With another common name of the issuer. */
    public AmdCertificateSpec withIssuer(String commonName) {
        return changed(copy -> copy.issuer = commonName);
    }

    public AmdCertificateSpec withSerial(long other) {
        return changed(copy -> copy.serial = other);
    }

    public AmdCertificateSpec withValidity(Instant from, Instant to) {
        return changed(copy -> {
            copy.notBefore = from;
            copy.notAfter = to;
        });
    }

    /** Without basic constraints, so not of a CA. */
    public AmdCertificateSpec withoutCa() {
        return changed(copy -> copy.ca = false);
    }

    /** As a CA that allows so many below it. */
    public AmdCertificateSpec withPathLength(int casBelow) {
        return changed(copy -> {
            copy.ca = true;
            copy.pathLength = OptionalInt.of(casBelow);
        });
    }

    /** With other bits of BouncyCastle's {@link KeyUsage}; 0 leaves the extension out. */
    public AmdCertificateSpec withKeyUsage(int bits) {
        return changed(copy -> copy.keyUsage = bits);
    }

    /** With a critical extension that nobody understands. */
    public AmdCertificateSpec withUnknownCritical() {
        return changed(copy -> copy.unknownCritical = true);
    }

    /** Whether the signature's parameters write out their trailer field, as AMD did until late in 2024. */
    public AmdCertificateSpec withTrailerField(boolean writtenOut) {
        return changed(copy -> copy.trailerField = writtenOut);
    }

    public AmdCertificateSpec withCrlDistributionPoint(String uri) {
        return changed(copy -> copy.crlDistributionPoint = Optional.of(uri));
    }

    /** With these of AMD's extensions. */
    public AmdCertificateSpec withExtensions(VekExtensions other) {
        return changed(copy -> copy.extensions = Optional.of(other));
    }

    private AmdCertificateSpec changed(Consumer<AmdCertificateSpec> change) {
        AmdCertificateSpec copy = new AmdCertificateSpec(this);
        change.accept(copy);
        return copy;
    }

    /** The certificate's DER. */
    Bytes mint(IssuingKey key, SimulatedRsaKey issuerKey) {
        X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                name(issuer),
                BigInteger.valueOf(serial),
                Date.from(notBefore),
                Date.from(notAfter),
                name(subject),
                key.subjectPublicKeyInfo());
        try {
            if (extensions.isEmpty()) {
                identify(builder, key, issuerKey);
            }
            if (ca) {
                builder.addExtension(
                        Extension.basicConstraints,
                        true,
                        pathLength.isPresent()
                                ? new BasicConstraints(pathLength.getAsInt())
                                : new BasicConstraints(true));
            }
            if (keyUsage != 0) {
                builder.addExtension(Extension.keyUsage, true, new KeyUsage(keyUsage));
            }
            if (crlDistributionPoint.isPresent()) {
                builder.addExtension(Extension.cRLDistributionPoints, false, list(crlDistributionPoint.get()));
            }
            for (VekExtensions.Entry entry :
                    extensions.map(VekExtensions::entries).orElse(List.of())) {
                builder.addExtension(
                        new ASN1ObjectIdentifier(ARC + entry.arc()),
                        false,
                        entry.value().toArray());
            }
            if (unknownCritical) {
                builder.addExtension(UNKNOWN, true, DERNull.INSTANCE);
            }
            return Bytes.copyOf(builder.build(issuerKey.contentSigner(
                            trailerField ? SimulatedRsaKey.signingWithTrailerField() : issuerKey.signing()))
                    .getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void identify(X509v3CertificateBuilder builder, IssuingKey key, SimulatedRsaKey issuerKey)
            throws IOException {
        BcX509ExtensionUtils identifiers = new BcX509ExtensionUtils();
        builder.addExtension(
                Extension.subjectKeyIdentifier,
                false,
                identifiers.createSubjectKeyIdentifier(key.subjectPublicKeyInfo()));
        if (!subject.equals(issuer)) {
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    identifiers.createAuthorityKeyIdentifier(issuerKey.subjectPublicKeyInfo()));
        }
    }

    private static CRLDistPoint list(String uri) {
        GeneralName name = new GeneralName(GeneralName.uniformResourceIdentifier, uri);
        return new CRLDistPoint(new DistributionPoint[] {
            new DistributionPoint(new DistributionPointName(new GeneralNames(name)), null, null)
        });
    }

    /** In AMD's order. */
    static X500Name name(String commonName) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.OU, "Engineering")
                .addRDN(BCStyle.C, "US")
                .addRDN(BCStyle.L, "Santa Clara")
                .addRDN(BCStyle.ST, "CA")
                .addRDN(BCStyle.O, "Advanced Micro Devices")
                .addRDN(BCStyle.CN, commonName)
                .build();
    }
}
