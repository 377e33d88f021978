package dev.teeproof.dcap;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonArray;
import dev.teeproof.codec.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Intel's TCB info for TDX, version 3: the TCB levels of one family of platforms.
 *
 * @param fmspc 6 bytes
 * @param pceId 2 bytes
 * @param tdxModuleIdentities empty if the document has none
 * @param levels highest first, whatever their order in the document; no two alike
 * @see "Intel PCS API v4, Get TDX TCB Info"
 */
public record TcbInfo(
        Instant issueDate,
        Instant nextUpdate,
        Bytes fmspc,
        Bytes pceId,
        int tcbEvaluationDataNumber,
        TdxModuleIdentity tdxModule,
        List<TdxModuleIdentity> tdxModuleIdentities,
        List<TcbLevel> levels) {

    private static final String NAME = "tcb_info";

    /** What a reader has to know before the rest has a meaning. */
    record Kind(String id, long version, long tcbType) {}

    public TcbInfo {
        tdxModuleIdentities = List.copyOf(tdxModuleIdentities);
        levels = List.copyOf(levels);
    }

    /** Reads the kind alone: the fields of another kind may not be those of TDX. */
    static Kind readKind(JsonObject document) throws MalformedEvidenceException {
        return new Kind(
                document.string("id"), document.unsigned("version", 0xffff), document.unsigned("tcbType", 0xffff));
    }

    static JsonObject parse(Bytes text) throws MalformedEvidenceException {
        return Json.readObject(text, NAME);
    }

    /** Reads a document of the kind TDX, version 3, TCB type 0. */
    static TcbInfo read(JsonObject document) throws MalformedEvidenceException {
        List<TcbLevel> levels = new ArrayList<>();
        for (JsonObject level : document.array("tcbLevels").objects()) {
            levels.add(TcbLevel.read(level));
        }
        levels.sort(TcbLevel.ASCENDING.reversed());
        if (levels.isEmpty()) {
            throw document.fault(Malformation.BAD_LENGTH, "tcbLevels", "at least one level");
        }
        for (int i = 1; i < levels.size(); i++) {
            if (TcbLevel.ASCENDING.compare(levels.get(i - 1), levels.get(i)) == 0) {
                throw document.fault(Malformation.DUPLICATE, "tcbLevels", "each level once");
            }
        }
        List<TdxModuleIdentity> identities = new ArrayList<>();
        Optional<JsonArray> listed = document.optionalArray("tdxModuleIdentities");
        if (listed.isPresent()) {
            for (JsonObject identity : listed.get().objects()) {
                identities.add(TdxModuleIdentity.read(identity));
            }
            if (identities.isEmpty()) {
                throw document.fault(Malformation.BAD_LENGTH, "tdxModuleIdentities", "at least one identity");
            }
        }
        return new TcbInfo(
                SignedDocument.date(document, "issueDate"),
                SignedDocument.date(document, "nextUpdate"),
                document.hex("fmspc", 6),
                document.hex("pceId", 2),
                (int) document.unsigned("tcbEvaluationDataNumber", Integer.MAX_VALUE),
                TdxModuleIdentity.readBase(document.object("tdxModule")),
                identities,
                levels);
    }

    /** The module identity for this major version of the TDX module. */
    Optional<TdxModuleIdentity> identityOf(int majorVersion) {
        return tdxModuleIdentities.stream()
                .filter(identity -> identity.isOf(majorVersion))
                .findFirst();
    }

    /** The highest level that passes. */
    Optional<TcbLevel> first(Predicate<TcbLevel> reached) {
        return levels.stream().filter(reached).findFirst();
    }
}
