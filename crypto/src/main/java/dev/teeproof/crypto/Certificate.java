package dev.teeproof.crypto;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.PemBlocks;
import dev.teeproof.codec.der.DerReader;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An X.509 certificate of version 3 with the algorithms of a {@link CertificateProfile}, as received. It is what somebody
 * sent: {@link CertificateRules} says whether it can be believed.
 *
 * @param der the certificate, whole
 * @param tbs the bytes that are signed
 * @param subjectPublicKeyInfo the SubjectPublicKeyInfo element, whole
 * @see "RFC 5280 section 4.1"
 */
public record Certificate(
        Bytes der,
        Bytes tbs,
        BigInteger serialNumber,
        DistinguishedName issuer,
        Instant notBefore,
        Instant notAfter,
        DistinguishedName subject,
        Bytes subjectPublicKeyInfo,
        VerificationKey publicKey,
        List<Extension> extensions,
        SignatureValue signature) {

    /** Reads one certificate of the profile {@link CertificateProfile#ECDSA_P256} with nothing behind it. */
    public static Certificate read(Bytes der, String path) throws MalformedEvidenceException {
        return read(der, CertificateProfile.ECDSA_P256, path);
    }

    /** Reads one certificate with nothing behind it. */
    public static Certificate read(Bytes der, CertificateProfile profile, String path)
            throws MalformedEvidenceException {
        DerReader outer = DerReader.of(der, path);
        DerReader certificate = outer.sequence("certificate");
        outer.end();
        Bytes tbs = certificate.element("tbsCertificate");
        Bytes algorithm = profile.require(certificate, path, "signatureAlgorithm");
        Bytes signature = certificate.bitString("signatureValue");
        certificate.end();

        DerReader fields = DerReader.of(tbs, path).sequence("tbsCertificate");
        DerReader version = fields.constructed("version", DerReader.context(0));
        if (version.unsigned("version", 2) != 2) {
            throw new MalformedEvidenceException(Malformation.UNSUPPORTED, path + ".version", 0, "X.509 version 3");
        }
        version.end();
        BigInteger serialNumber = fields.integer("serialNumber");
        if (!profile.require(fields, path, "signature").equals(algorithm)) {
            throw new MalformedEvidenceException(
                    Malformation.BAD_VALUE, path + ".signature", 0, "the same algorithm as in signatureAlgorithm");
        }
        DistinguishedName issuer = DistinguishedName.read(fields.element("issuer"), path + ".issuer");
        DerReader validity = fields.sequence("validity");
        Instant notBefore = validity.time("notBefore");
        Instant notAfter = validity.time("notAfter");
        validity.end();
        DistinguishedName subject = DistinguishedName.read(fields.element("subject"), path + ".subject");
        Bytes spki = fields.element("subjectPublicKeyInfo");
        List<Extension> extensions = List.of();
        if (fields.next(DerReader.context(3))) {
            DerReader wrapper = fields.constructed("extensions", DerReader.context(3));
            extensions = Extension.readAll(wrapper.sequence("extensions"), path);
            wrapper.end();
        }
        fields.end();
        return new Certificate(
                der,
                tbs,
                serialNumber,
                issuer,
                notBefore,
                notAfter,
                subject,
                spki,
                profile.key(spki, path + ".subjectPublicKeyInfo"),
                extensions,
                profile.signature(signature, path + ".signatureValue"));
    }

    /** Reads concatenated PEM certificates, at least one and at most {@value PemBlocks#MAX_BLOCKS}. */
    public static List<Certificate> readPem(Bytes pem, String path) throws MalformedEvidenceException {
        return readPem(pem, path, der -> Optional.empty());
    }

    /**
     * Like {@link #readPem(Bytes, String)}, where some certificates may have been read before.
     *
     * @param known the certificate of these bytes, if it was read before
     */
    public static List<Certificate> readPem(Bytes pem, String path, Function<Bytes, Optional<Certificate>> known)
            throws MalformedEvidenceException {
        List<Certificate> chain = new ArrayList<>();
        for (Bytes der : PemBlocks.decode(pem, "CERTIFICATE", path)) {
            Optional<Certificate> read = known.apply(der);
            chain.add(read.isPresent() ? read.get() : read(der, path + "[" + chain.size() + "]"));
        }
        return List.copyOf(chain);
    }

    public Optional<Extension> extension(Bytes oid) {
        return extensions.stream()
                .filter(extension -> extension.oid().equals(oid))
                .findFirst();
    }

    /** Whether it says of itself that it is its own issuer. */
    public boolean selfIssued() {
        return issuer.der().equals(subject.der());
    }

    /** Certificates are the same if their bytes are. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Certificate that && der.equals(that.der);
    }

    @Override
    public int hashCode() {
        return der.hashCode();
    }
}
