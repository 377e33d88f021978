package dev.teeproof.crypto;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Hex;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.PemBlocks;
import dev.teeproof.codec.der.DerReader;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An X.509 certificate revocation list of version 2, complete (no delta, no distribution point), with the algorithm
 * of a {@link CertificateProfile}, as received. A certificate is revoked if its serial number stands in the list of its issuer, whatever the
 * date beside it.
 *
 * @param der the list, whole
 * @param tbs the bytes that are signed
 * @see "RFC 5280 section 5.1"
 */
public record CertificateRevocationList(
        Bytes der,
        Bytes tbs,
        DistinguishedName issuer,
        Instant thisUpdate,
        Instant nextUpdate,
        Set<BigInteger> revoked,
        SignatureValue signature) {

    /** Bytes; Intel's longest has about 3 KiB. */
    public static final int MAX_SIZE = 1 << 20;

    public CertificateRevocationList {
        // A HashSet orders what collides; the immutable sets of Set.copyOf would search it one by one.
        revoked = Collections.unmodifiableSet(new HashSet<>(revoked));
    }

    /** Reads DER, PEM, or DER written as hexadecimal text, which a NUL may end: told apart by their first bytes. */
    public static CertificateRevocationList readAnyForm(Bytes bytes, String path) throws MalformedEvidenceException {
        return readAnyForm(bytes, CertificateProfile.ECDSA_P256, path);
    }

    /** Like {@link #readAnyForm(Bytes, String)}, of a profile. */
    public static CertificateRevocationList readAnyForm(Bytes bytes, CertificateProfile profile, String path)
            throws MalformedEvidenceException {
        if (!bytes.isEmpty() && bytes.at(0) == DerReader.SEQUENCE) {
            return read(bytes, profile, path);
        }
        if (!bytes.isEmpty() && bytes.at(0) == '-') {
            List<Bytes> blocks = PemBlocks.decode(bytes, "X509 CRL", path);
            if (blocks.size() != 1) {
                throw new MalformedEvidenceException(Malformation.BAD_LENGTH, path, 0, "one PEM block");
            }
            return read(blocks.get(0), profile, path);
        }
        return read(Hex.decode(withoutNul(bytes).toUtf8(path), path), profile, path);
    }

    /** Text from C libraries ends with its NUL. */
    private static Bytes withoutNul(Bytes text) {
        boolean ended = !text.isEmpty() && text.at(text.size() - 1) == 0;
        return ended ? text.slice(0, text.size() - 1) : text;
    }

    /** Reads DER of the profile {@link CertificateProfile#ECDSA_P256} with nothing behind it. */
    public static CertificateRevocationList read(Bytes der, String path) throws MalformedEvidenceException {
        return read(der, CertificateProfile.ECDSA_P256, path);
    }

    /** Reads DER with nothing behind it. */
    public static CertificateRevocationList read(Bytes der, CertificateProfile profile, String path)
            throws MalformedEvidenceException {
        if (der.size() > MAX_SIZE) {
            throw new MalformedEvidenceException(
                    Malformation.LIMIT_EXCEEDED, path, der.size(), "at most " + MAX_SIZE + " bytes");
        }
        DerReader outer = DerReader.of(der, path);
        DerReader list = outer.sequence("certificateList");
        outer.end();
        Bytes tbs = list.element("tbsCertList");
        Bytes algorithm = profile.require(list, path, "signatureAlgorithm");
        SignatureValue signature = profile.signature(list.bitString("signatureValue"), path + ".signatureValue");
        list.end();

        DerReader fields = DerReader.of(tbs, path).sequence("tbsCertList");
        if (fields.unsigned("version", 1) != 1) {
            throw new MalformedEvidenceException(Malformation.UNSUPPORTED, path + ".version", 0, "CRL version 2");
        }
        if (!profile.require(fields, path, "signature").equals(algorithm)) {
            throw new MalformedEvidenceException(
                    Malformation.BAD_VALUE, path + ".signature", 0, "the same algorithm as in signatureAlgorithm");
        }
        DistinguishedName issuer = DistinguishedName.read(fields.element("issuer"), path + ".issuer");
        Instant thisUpdate = fields.time("thisUpdate");
        Instant nextUpdate = fields.time("nextUpdate");
        Set<BigInteger> revoked = new HashSet<>();
        if (fields.next(DerReader.SEQUENCE)) {
            readEntries(fields.sequence("revokedCertificates"), path, revoked);
        }
        if (fields.next(DerReader.context(0))) {
            DerReader wrapper = fields.constructed("crlExtensions", DerReader.context(0));
            refuseUnknown(Extension.readAll(wrapper.sequence("crlExtensions"), path), path);
            wrapper.end();
        }
        fields.end();
        return new CertificateRevocationList(der, tbs, issuer, thisUpdate, nextUpdate, revoked, signature);
    }

    /** Whether the certificate stands in this list; it must be the list of the certificate's issuer. */
    public boolean revokes(Certificate certificate) {
        return certificate.issuer().der().equals(issuer.der()) && revoked.contains(certificate.serialNumber());
    }

    private static void readEntries(DerReader entries, String path, Set<BigInteger> revoked)
            throws MalformedEvidenceException {
        while (entries.hasMore()) {
            DerReader entry = entries.sequence("revokedCertificate");
            revoked.add(entry.integer("userCertificate"));
            entry.time("revocationDate");
            if (entry.hasMore()) {
                refuseUnknown(Extension.readAll(entry.sequence("crlEntryExtensions"), path), path);
            }
            entry.end();
        }
    }

    private static void refuseUnknown(List<Extension> extensions, String path) throws MalformedEvidenceException {
        for (Extension extension : extensions) {
            boolean partial = extension.oid().equals(Extension.DELTA_CRL_INDICATOR)
                    || extension.oid().equals(Extension.ISSUING_DISTRIBUTION_POINT);
            if (extension.critical() || partial) {
                throw new MalformedEvidenceException(
                        Malformation.UNSUPPORTED,
                        path + ".extensions",
                        0,
                        "a complete list without critical extensions, found OID " + extension.oid());
            }
        }
    }
}
