package dev.teeproof.dcap;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.CertificateRevocationList;
import dev.teeproof.crypto.DistinguishedName;
import java.time.Instant;
import java.util.Optional;

/**
 * A certificate revocation list as received, not verified.
 *
 * @param list DER, PEM or hexadecimal text
 * @param issuerChain PEM, the issuing CA first, where it came along; redundant for verifying a quote, since the list must
 *     be signed by the very CA that issued the certificate in question
 * @param source where it came from, for people
 */
public record IssuedList(Bytes list, Optional<Bytes> issuerChain, String source) {

    /** What the list says of itself, unverified: good for choosing among several, for nothing else. */
    public record Stated(DistinguishedName issuer, Instant issued, Instant until) {

        /** Whether it says that it holds at {@code at}. */
        public boolean inDate(Instant at) {
            return !at.isBefore(issued) && !at.isAfter(until);
        }
    }

    public Stated stated() throws MalformedEvidenceException {
        CertificateRevocationList crl = CertificateRevocationList.readAnyForm(list, "crl");
        return new Stated(crl.issuer(), crl.thisUpdate(), crl.nextUpdate());
    }
}
