package dev.teeproof.dcap;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import java.time.Instant;
import java.util.List;

/**
 * Intel's identity of a quoting enclave, version 2. Masks and values are in memory order, as in an enclave report.
 *
 * @param id {@code TD_QE} for TDX
 * @param miscSelect 4 bytes
 * @param attributes 16 bytes
 * @param mrSigner 32 bytes
 * @param levels highest first
 * @see "Intel PCS API v4, Get TDX Quoting Enclave Identity"
 */
public record QeIdentity(
        String id,
        Instant issueDate,
        Instant nextUpdate,
        int tcbEvaluationDataNumber,
        Bytes miscSelect,
        Bytes miscSelectMask,
        Bytes attributes,
        Bytes attributesMask,
        Bytes mrSigner,
        int isvProdId,
        List<IsvLevel> levels) {

    private static final String NAME = "qe_identity";

    public QeIdentity {
        levels = List.copyOf(levels);
    }

    static QeIdentity read(Bytes text) throws MalformedEvidenceException {
        JsonObject document = Json.readObject(text, NAME);
        if (document.unsigned("version", 0xffff) != 2) {
            throw document.fault(Malformation.UNSUPPORTED, "version", "version 2");
        }
        return new QeIdentity(
                document.string("id"),
                SignedDocument.date(document, "issueDate"),
                SignedDocument.date(document, "nextUpdate"),
                (int) document.unsigned("tcbEvaluationDataNumber", Integer.MAX_VALUE),
                document.hex("miscselect", 4),
                document.hex("miscselectMask", 4),
                document.hex("attributes", 16),
                document.hex("attributesMask", 16),
                document.hex("mrsigner", 32),
                (int) document.unsigned("isvprodid", 0xffff),
                IsvLevel.readAll(document));
    }
}
