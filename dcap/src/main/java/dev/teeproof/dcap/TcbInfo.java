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
 * Intel's TCB info: the TCB levels of one family of platforms. Version 3, and version 2, which is of SGX alone and has no
 * {@code id}.
 *
 * @param fmspc 6 bytes
 * @param pceId 2 bytes
 * @param tdxModule in TCB info for TDX
 * @param tdxModuleIdentities empty if the document has none
 * @param levels highest first, whatever their order in the document; no two alike
 * @see "Intel PCS API v4, Get TCB Info; Intel PCS API v3 for version 2"
 */
public record TcbInfo(
        Tee tee,
        Instant issueDate,
        Instant nextUpdate,
        Bytes fmspc,
        Bytes pceId,
        int tcbEvaluationDataNumber,
        Optional<TdxModuleIdentity> tdxModule,
        List<TdxModuleIdentity> tdxModuleIdentities,
        List<TcbLevel> levels) {

    private static final String NAME = "tcb_info";

    public TcbInfo {
        tdxModuleIdentities = List.copyOf(tdxModuleIdentities);
        levels = List.copyOf(levels);
    }

    static JsonObject parse(Bytes text) throws MalformedEvidenceException {
        return Json.readObject(text, NAME);
    }

    /** Reads a document of version 2 or 3, TCB type 0; others are refused as unsupported. */
    static TcbInfo read(JsonObject document) throws MalformedEvidenceException {
        int version = (int) document.unsigned("version", 0xffff);
        if (version != 2 && version != 3) {
            throw document.fault(Malformation.UNSUPPORTED, "version", "version 3, or 2 for SGX; found " + version);
        }
        Tee tee = version == 2 ? Tee.SGX : tee(document);
        if (document.unsigned("tcbType", 0xffff) != 0) {
            throw document.fault(Malformation.UNSUPPORTED, "tcbType", "TCB type 0");
        }
        return new TcbInfo(
                tee,
                SignedDocument.date(document, "issueDate"),
                SignedDocument.date(document, "nextUpdate"),
                document.hex("fmspc", 6),
                document.hex("pceId", 2),
                (int) document.unsigned("tcbEvaluationDataNumber", Integer.MAX_VALUE),
                tdxModule(document, tee),
                identities(document, tee),
                levels(document, tee, version));
    }

    private static Tee tee(JsonObject document) throws MalformedEvidenceException {
        String id = document.string("id");
        for (Tee tee : Tee.values()) {
            if (tee.name().equals(id)) {
                return tee;
            }
        }
        throw document.fault(Malformation.UNSUPPORTED, "id", "SGX or TDX");
    }

    private static Optional<TdxModuleIdentity> tdxModule(JsonObject document, Tee tee)
            throws MalformedEvidenceException {
        if (tee == Tee.TDX) {
            return Optional.of(TdxModuleIdentity.readBase(document.object("tdxModule")));
        }
        if (document.optional("tdxModule").isPresent()) {
            throw document.fault(Malformation.BAD_VALUE, "tdxModule", "nothing of TDX in TCB info for SGX");
        }
        return Optional.empty();
    }

    private static List<TdxModuleIdentity> identities(JsonObject document, Tee tee) throws MalformedEvidenceException {
        Optional<JsonArray> listed = tee == Tee.TDX ? document.optionalArray("tdxModuleIdentities") : Optional.empty();
        List<TdxModuleIdentity> identities = new ArrayList<>();
        if (listed.isPresent()) {
            for (JsonObject identity : listed.get().objects()) {
                identities.add(TdxModuleIdentity.read(identity));
            }
            if (identities.isEmpty()) {
                throw document.fault(Malformation.BAD_LENGTH, "tdxModuleIdentities", "at least one identity");
            }
        }
        return identities;
    }

    private static List<TcbLevel> levels(JsonObject document, Tee tee, int version) throws MalformedEvidenceException {
        List<TcbLevel> levels = new ArrayList<>();
        for (JsonObject level : document.array("tcbLevels").objects()) {
            levels.add(TcbLevel.read(level, tee, version));
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
        return levels;
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
