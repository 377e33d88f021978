package dev.teeproof.crypto;

import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.der.DerReader;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Whether a certificate may issue others, and how long a chain may follow.
 *
 * @see "RFC 5280 section 4.2.1.9"
 */
public record BasicConstraints(boolean ca, OptionalInt pathLength) {

    /** Empty if the certificate has no such extension. */
    static Optional<BasicConstraints> of(Certificate certificate) throws MalformedEvidenceException {
        Optional<Extension> extension = certificate.extension(Extension.BASIC_CONSTRAINTS);
        if (extension.isEmpty()) {
            return Optional.empty();
        }
        DerReader outer = DerReader.of(extension.get().value(), "basicConstraints");
        DerReader fields = outer.sequence("basicConstraints");
        outer.end();
        boolean ca = fields.next(DerReader.BOOLEAN) && fields.bool("cA");
        OptionalInt pathLength = fields.next(DerReader.INTEGER)
                ? OptionalInt.of(fields.unsigned("pathLenConstraint", 255))
                : OptionalInt.empty();
        fields.end();
        return Optional.of(new BasicConstraints(ca, pathLength));
    }
}
