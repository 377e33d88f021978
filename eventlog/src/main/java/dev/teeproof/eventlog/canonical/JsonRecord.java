package dev.teeproof.eventlog.canonical;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Hex;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.JsonArray;
import dev.teeproof.codec.json.JsonNumber;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.eventlog.model.EventDigest;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.LogLimits;
import dev.teeproof.eventlog.model.LogMalformation;
import dev.teeproof.eventlog.model.RegisterIndex;
import dev.teeproof.eventlog.model.RegisterIndex.CcMr;
import dev.teeproof.eventlog.model.RegisterIndex.NvIndex;
import dev.teeproof.eventlog.model.RegisterIndex.Pcr;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The members of a record in JSON that CEL and systemd write alike. Offsets in faults are those of the object's document.
 *
 * @see "TCG Canonical Event Log Format, section 6 (JSON)"
 */
public final class JsonRecord {

    private static final Set<String> DIGEST_MEMBERS = Set.of("hashAlg", "digest");

    private JsonRecord() {}

    /** Refuses every other member. */
    public static void onlyMembers(JsonObject object, Set<String> known) throws MalformedEvidenceException {
        for (String name : object.members().keySet()) {
            if (!known.contains(name)) {
                String cut = name.length() <= 40 ? name : name.substring(0, 40) + "…";
                throw Faults.of(object, Malformation.BAD_VALUE, cut, "no other members than those of the format");
            }
        }
    }

    /**
     * The register, whose member says which space it is of.
     *
     * @param unofficial whether {@code ccmr} may name a CC measurement register, which no specification has
     */
    public static RegisterIndex register(JsonObject record, boolean unofficial) throws MalformedEvidenceException {
        List<RegisterIndex> found = new ArrayList<>(1);
        for (String name : record.members().keySet()) {
            switch (name) {
                case "pcr" -> found.add(new Pcr(number(record, name)));
                case "nv_index" -> found.add(new NvIndex(number(record, name)));
                case "ccmr" -> {
                    if (unofficial) {
                        found.add(new CcMr(number(record, name)));
                    }
                }
                default -> {}
            }
        }
        if (found.size() != 1) {
            String names = "pcr or nv_index" + (unofficial ? " or ccmr" : "");
            throw Faults.of(record, LogMalformation.BAD_REGISTER, "pcr", "exactly one of " + names);
        }
        return found.getFirst();
    }

    private static long number(JsonObject record, String name) throws MalformedEvidenceException {
        long number = record.unsigned(name, Long.MAX_VALUE);
        if (number > RegisterRules.U32) {
            throw Faults.of(record, LogMalformation.BAD_REGISTER, name, "at most 32 bits");
        }
        return number;
    }

    /** The digests, each algorithm once. */
    public static List<EventDigest> digests(JsonObject record, LogLimits limits) throws MalformedEvidenceException {
        JsonArray array = record.array("digests");
        if (array.elements().size() > limits.digests()) {
            throw Faults.of(record, LogMalformation.LIMIT, "digests", "at most " + limits.digests() + " digests");
        }
        DigestList digests = new DigestList(limits);
        for (int i = 0; i < array.elements().size(); i++) {
            if (!(array.elements().get(i) instanceof JsonObject object)) {
                throw Faults.of(record, Malformation.WRONG_TYPE, "digests[" + i + "]", "an object");
            }
            onlyMembers(object, DIGEST_MEMBERS);
            digests.add(
                    algorithm(object),
                    hex(object, "digest", limits.digestSize()),
                    (code, expected) -> Faults.of(object, code, "digest", expected));
        }
        return digests.digests();
    }

    private static HashAlgorithm algorithm(JsonObject digest) throws MalformedEvidenceException {
        String name = digest.string("hashAlg");
        Optional<HashAlgorithm> algorithm = HashAlgorithm.named(name);
        if (algorithm.isEmpty() && name.matches("0x[0-9a-f]{4}")) {
            algorithm = Optional.of(new HashAlgorithm(Integer.parseInt(name.substring(2), 16)));
        }
        return algorithm.orElseThrow(
                () -> Faults.of(digest, Malformation.BAD_VALUE, "hashAlg", "the name of a hash algorithm"));
    }

    /** Bytes as hexadecimal text; the limit holds before memory is taken. */
    public static Bytes hex(JsonObject object, String name, int most) throws MalformedEvidenceException {
        String text = object.string(name);
        limit(object, name, text.length() / 2, most);
        try {
            return Hex.decode(text, name);
        } catch (MalformedEvidenceException e) {
            throw Faults.of(object, e.code(), name, e.expected());
        }
    }

    /** Refuses what is larger than the limit. */
    public static void limit(JsonObject object, String name, int size, int most) throws MalformedEvidenceException {
        if (size > most) {
            throw Faults.of(object, LogMalformation.LIMIT, name, "at most " + most + " bytes");
        }
    }

    /** The member that names a register, and its number. */
    public static Map<String, JsonValue> register(String name, long number) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put(name, JsonNumber.of(number));
        return members;
    }

    /** The digests as a record in JSON has them. */
    public static JsonArray digests(List<EventDigest> digests) {
        List<JsonValue> elements = new ArrayList<>();
        for (EventDigest digest : digests) {
            Map<String, JsonValue> members = new LinkedHashMap<>();
            members.put("hashAlg", new JsonString(digest.algorithm().toString()));
            members.put("digest", new JsonString(digest.value().toHex()));
            elements.add(JsonObject.of(members));
        }
        return JsonArray.of(elements);
    }
}
