package dev.teeproof.image.sev;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.PemBlocks;
import dev.teeproof.codec.der.DerReader;
import java.util.List;

/**
 * A PEM file that an {@link IdKey} is taken from: a public key, a private key in either form that says its public key, as those
 * that OpenSSL writes do, or a certificate. Of a private key the private part is not looked at; nothing of a certificate is
 * verified.
 *
 * @see "RFC 5480 section 2, RFC 5915 section 3, RFC 5958 section 2, RFC 5280 section 4.1, RFC 7468"
 */
public final class IdKeyFile {

    private static final String NAME = "key";
    private static final String PUBLIC = "PUBLIC KEY";
    private static final String PRIVATE = "PRIVATE KEY";
    private static final String EC_PRIVATE = "EC PRIVATE KEY";
    private static final String CERTIFICATE = "CERTIFICATE";

    /** OpenSSL writes the curve's name in front of a private key. */
    private static final String EC_PARAMETERS = "EC PARAMETERS";

    private static final Bytes EC_PUBLIC_KEY = Bytes.hex("2a8648ce3d0201");
    private static final Bytes SECP384R1 = Bytes.hex("2b81040022");

    private IdKeyFile() {}

    /** The key of a file with one PEM block. */
    public static IdKey read(Bytes pem) throws MalformedEvidenceException {
        if (pem.size() > PemBlocks.MAX_SIZE) {
            throw fault(Malformation.LIMIT_EXCEEDED, "at most " + PemBlocks.MAX_SIZE + " bytes of PEM");
        }
        String text = pem.toUtf8(NAME).strip();
        String parametersEnd = line("END", EC_PARAMETERS);
        if (text.startsWith(line("BEGIN", EC_PARAMETERS)) && text.contains(parametersEnd)) {
            text = text.substring(text.indexOf(parametersEnd) + parametersEnd.length())
                    .strip();
        }
        for (String label : List.of(PUBLIC, EC_PRIVATE, PRIVATE, CERTIFICATE)) {
            if (text.startsWith(line("BEGIN", label))) {
                List<Bytes> blocks = PemBlocks.decode(Bytes.utf8(text), label, NAME);
                if (blocks.size() != 1) {
                    throw fault(Malformation.DUPLICATE, "one key");
                }
                return read(label, DerReader.of(blocks.get(0), NAME));
            }
        }
        throw fault(Malformation.UNSUPPORTED, "a public key, an EC private key without a password, or a certificate");
    }

    private static IdKey read(String label, DerReader outer) throws MalformedEvidenceException {
        IdKey key = switch (label) {
            case PUBLIC -> ofPublic(outer.sequence("subjectPublicKeyInfo"));
            case EC_PRIVATE -> ofEcPrivate(outer.sequence("ecPrivateKey"));
            case PRIVATE -> ofPrivate(outer.sequence("privateKeyInfo"));
            default -> ofCertificate(outer.sequence("certificate"));
        };
        outer.end();
        return key;
    }

    private static IdKey ofPublic(DerReader in) throws MalformedEvidenceException {
        requireP384(in.sequence("algorithm"));
        Bytes point = in.bitString("subjectPublicKey");
        in.end();
        return IdKey.ofPoint(point, NAME);
    }

    private static IdKey ofEcPrivate(DerReader in) throws MalformedEvidenceException {
        in.unsigned("version", 1);
        in.content("privateKey", DerReader.OCTET_STRING);
        if (in.next(DerReader.context(0))) {
            DerReader parameters = in.constructed("parameters", DerReader.context(0));
            requireP384(parameters.oid("curve"));
            parameters.end();
        }
        if (!in.next(DerReader.context(1))) {
            throw fault(Malformation.MISSING, "a private key with its public key beside it");
        }
        DerReader wrapper = in.constructed("publicKey", DerReader.context(1));
        Bytes point = wrapper.bitString("publicKey");
        wrapper.end();
        in.end();
        return IdKey.ofPoint(point, NAME);
    }

    private static IdKey ofPrivate(DerReader in) throws MalformedEvidenceException {
        in.unsigned("version", 1);
        requireP384(in.sequence("privateKeyAlgorithm"));
        DerReader inner = DerReader.of(in.content("privateKey", DerReader.OCTET_STRING), NAME);
        IdKey key = ofEcPrivate(inner.sequence("ecPrivateKey"));
        inner.end();
        return key;
    }

    private static IdKey ofCertificate(DerReader certificate) throws MalformedEvidenceException {
        DerReader fields = certificate.sequence("tbsCertificate");
        if (fields.next(DerReader.context(0))) {
            fields.element("version");
        }
        for (String field : List.of("serialNumber", "signature", "issuer", "validity", "subject")) {
            fields.element(field);
        }
        return ofPublic(fields.sequence("subjectPublicKeyInfo"));
    }

    private static void requireP384(DerReader algorithm) throws MalformedEvidenceException {
        boolean curve = algorithm.oid("algorithm").equals(EC_PUBLIC_KEY) && algorithm.next(DerReader.OBJECT_IDENTIFIER);
        requireP384(curve ? algorithm.oid("parameters") : Bytes.empty());
        algorithm.end();
    }

    private static void requireP384(Bytes curve) throws MalformedEvidenceException {
        if (!curve.equals(SECP384R1)) {
            throw fault(Malformation.UNSUPPORTED, "a key on the named curve secp384r1");
        }
    }

    private static String line(String which, String label) {
        return "-----" + which + " " + label + "-----";
    }

    private static MalformedEvidenceException fault(Malformation code, String expected) {
        return new MalformedEvidenceException(code, NAME, 0, expected);
    }
}
