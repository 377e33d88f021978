package dev.teeproof.verifier;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.PemBlocks;
import java.util.Base64;
import java.util.List;

/** Chains of certificates as bytes, taken apart and put together. */
final class Pem {

    private Pem() {}

    static List<Bytes> read(Bytes pem) throws MalformedEvidenceException {
        return PemBlocks.decode(pem, "CERTIFICATE", "pem");
    }

    static Bytes write(List<Bytes> certificates) {
        return write(certificates, "\n");
    }

    static Bytes write(List<Bytes> certificates, String lineEnd) {
        StringBuilder pem = new StringBuilder();
        Base64.Encoder lines = Base64.getMimeEncoder(64, lineEnd.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        for (Bytes der : certificates) {
            pem.append("-----BEGIN CERTIFICATE-----").append(lineEnd);
            pem.append(lines.encodeToString(der.toArray())).append(lineEnd);
            pem.append("-----END CERTIFICATE-----").append(lineEnd);
        }
        return Bytes.utf8(pem.toString());
    }
}
