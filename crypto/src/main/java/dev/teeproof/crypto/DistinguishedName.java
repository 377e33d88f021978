package dev.teeproof.crypto;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.der.DerReader;
import java.util.Optional;

/**
 * A name as a certificate carries it. Two names are the same if their DER bytes are.
 *
 * @param der the Name element, whole
 * @param commonName the first common name (2.5.4.3), if it has one
 */
public record DistinguishedName(Bytes der, Optional<String> commonName) {

    private static final Bytes COMMON_NAME = Bytes.hex("550403");

    static DistinguishedName read(Bytes der, String path) throws MalformedEvidenceException {
        DerReader outer = DerReader.of(der, path);
        DerReader name = outer.sequence("rdnSequence");
        Optional<String> commonName = Optional.empty();
        while (name.hasMore()) {
            DerReader set = name.constructed("relativeDistinguishedName", DerReader.SET);
            while (set.hasMore()) {
                DerReader attribute = set.sequence("attribute");
                Bytes type = attribute.oid("type");
                Bytes value = attribute.element("value");
                attribute.end();
                if (type.equals(COMMON_NAME) && commonName.isEmpty()) {
                    DerReader text = DerReader.of(value, path + ".commonName");
                    commonName = Optional.of(text.content("value", value.at(0)).toUtf8(path + ".commonName"));
                }
            }
        }
        outer.end();
        return new DistinguishedName(der, commonName);
    }

    /** The common name, or the bytes where there is none. */
    @Override
    public String toString() {
        return commonName.orElseGet(der::toHex);
    }
}
