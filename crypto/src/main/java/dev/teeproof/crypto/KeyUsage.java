package dev.teeproof.crypto;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.der.DerReader;
import java.util.Optional;

/**
 * What a certificate's key may be used for.
 *
 * @see "RFC 5280 section 4.2.1.3"
 */
public record KeyUsage(boolean digitalSignature, boolean keyCertSign, boolean cRlSign) {

    /** Empty if the certificate has no such extension. */
    static Optional<KeyUsage> of(Certificate certificate) throws MalformedEvidenceException {
        Optional<Extension> extension = certificate.extension(Extension.KEY_USAGE);
        if (extension.isEmpty()) {
            return Optional.empty();
        }
        DerReader in = DerReader.of(extension.get().value(), "keyUsage");
        Bytes bits = in.content("keyUsage", DerReader.BIT_STRING);
        in.end();
        if (bits.size() < 2 || bits.size() > 3 || bits.at(0) > 7) {
            throw new MalformedEvidenceException(Malformation.BAD_VALUE, "keyUsage", 0, "a BIT STRING of 1 to 9 bits");
        }
        int first = bits.at(1);
        return Optional.of(new KeyUsage((first & 0x80) != 0, (first & 0x04) != 0, (first & 0x02) != 0));
    }
}
