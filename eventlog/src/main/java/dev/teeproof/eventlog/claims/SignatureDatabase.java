package dev.teeproof.eventlog.claims;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.json.JsonArray;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.eventlog.data.EfiSignature;
import dev.teeproof.eventlog.data.EfiSignatureList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a signature database of Secure Boot holds.
 *
 * @param certificates DER, as measured; not checked
 * @param hashes SHA-256 of images
 * @param others lists of other types
 */
public record SignatureDatabase(List<Bytes> certificates, List<Bytes> hashes, List<EfiSignatureList> others) {

    /** One without entries. */
    public static final SignatureDatabase EMPTY = new SignatureDatabase(List.of(), List.of(), List.of());

    public SignatureDatabase {
        certificates = List.copyOf(certificates);
        hashes = List.copyOf(hashes);
        others = List.copyOf(others);
    }

    static SignatureDatabase of(List<EfiSignatureList> lists) {
        return new SignatureDatabase(
                entries(lists.stream().filter(EfiSignatureList::isX509).toList()),
                entries(lists.stream().filter(EfiSignatureList::isSha256).toList()),
                lists.stream()
                        .filter(list -> !list.isX509() && !list.isSha256())
                        .toList());
    }

    private static List<Bytes> entries(List<EfiSignatureList> lists) {
        return lists.stream()
                .flatMap(list -> list.signatures().stream())
                .map(EfiSignature::data)
                .toList();
    }

    public boolean isEmpty() {
        return certificates.isEmpty() && hashes.isEmpty() && others.isEmpty();
    }

    JsonObject toJson() {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("certificates", hex(certificates));
        members.put("hashes", hex(hashes));
        if (!others.isEmpty()) {
            members.put(
                    "others",
                    JsonArray.of(others.stream()
                            .map(list -> new JsonString(list.typeName()))
                            .toList()));
        }
        return JsonObject.of(members);
    }

    private static JsonArray hex(List<Bytes> values) {
        return JsonArray.of(
                values.stream().map(value -> new JsonString(value.toHex())).toList());
    }
}
