package dev.teeproof.simulator;

import dev.teeproof.codec.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.bc.BcX509ExtensionUtils;

/**
 * A revocation list to be minted.
 *
 * @param issuer common name
 * @param revoked serial numbers
 */
public record RevocationListSpec(String issuer, Instant thisUpdate, Instant nextUpdate, List<Long> revoked) {

    public RevocationListSpec {
        revoked = List.copyOf(revoked);
    }

    public RevocationListSpec withIssuer(String other) {
        return new RevocationListSpec(other, thisUpdate, nextUpdate, revoked);
    }

    public RevocationListSpec withValidity(Instant from, Instant to) {
        return new RevocationListSpec(issuer, from, to, revoked);
    }

    public RevocationListSpec revoking(long serial) {
        return new RevocationListSpec(issuer, thisUpdate, nextUpdate, List.of(serial));
    }

    /** The list's DER. */
    Bytes mint(SimulatedKey key) {
        return mint(CertificateSpec.name(issuer), key);
    }

    /** The same, where the issuer has a name of another form. */
    Bytes mint(X500Name name, IssuingKey key) {
        X509v2CRLBuilder builder = new X509v2CRLBuilder(name, Date.from(thisUpdate));
        builder.setNextUpdate(Date.from(nextUpdate));
        revoked.forEach(serial ->
                builder.addCRLEntry(BigInteger.valueOf(serial), Date.from(thisUpdate), CRLReason.unspecified));
        try {
            builder.addExtension(Extension.cRLNumber, false, new CRLNumber(BigInteger.ONE));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    new BcX509ExtensionUtils().createAuthorityKeyIdentifier(key.subjectPublicKeyInfo()));
            return Bytes.copyOf(builder.build(key.contentSigner()).getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
