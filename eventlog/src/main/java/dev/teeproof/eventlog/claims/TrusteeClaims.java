package dev.teeproof.eventlog.claims;

import dev.teeproof.codec.Base64Text;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonArray;
import dev.teeproof.codec.json.JsonBoolean;
import dev.teeproof.codec.json.JsonNumber;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.crypto.Digest;
import dev.teeproof.crypto.Hasher;
import dev.teeproof.eventlog.model.Content.PcClient;
import dev.teeproof.eventlog.model.EventDigest;
import dev.teeproof.eventlog.model.EventType;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.LogMalformation;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.ReadOptions;
import dev.teeproof.eventlog.model.ReadOptions.Space;
import dev.teeproof.eventlog.model.RegisterIndex;
import dev.teeproof.eventlog.model.RegisterIndex.CcMr;
import dev.teeproof.eventlog.model.RegisterIndex.Pcr;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The document that trustee's verifier makes of an event log, for policies that were written for it: {@code
 * {"uefi_event_logs": […]}}. It is reproduced with everything that is peculiar to it, so it is not how one reads an event:
 * GUIDs in byte order, descriptions without their last byte, labels as if they were measured. {@code digest_matches_event} is
 * whether all digests are of the event's data and nothing else.
 *
 * @see "github.com/confidential-containers/trustee, deps/eventlog"
 */
public final class TrusteeClaims {

    private static final String EVENTS = "uefi_event_logs";
    private static final long U32 = 0xffff_ffffL;

    /** The algorithms that it can hash with; SHA-1 is not among them. */
    private static final Map<HashAlgorithm, String> NAMES = Map.of(
            HashAlgorithm.SHA256, "SHA-256",
            HashAlgorithm.SHA384, "SHA-384",
            HashAlgorithm.SHA512, "SHA-512",
            HashAlgorithm.SM3_256, "SM3");

    private TrusteeClaims() {}

    /**
     * The document.
     *
     * @throws MalformedEvidenceException where trustee refuses the whole log: an event type or algorithm that it does not
     *     know, an event that its decoder does not take; also for records that are no TCG events, and for an algorithm that
     *     nothing here computes
     */
    public static JsonObject of(List<LogRecord> events) throws MalformedEvidenceException {
        Map<Digest, Hasher> hashers = new EnumMap<>(Digest.class);
        List<JsonValue> claims = new ArrayList<>(events.size());
        for (LogRecord event : events) {
            claims.add(claim(event, EVENTS + "[" + claims.size() + "]", hashers));
        }
        return JsonObject.of(Map.of(EVENTS, JsonArray.of(claims)));
    }

    private static JsonObject claim(LogRecord event, String path, Map<Digest, Hasher> hashers)
            throws MalformedEvidenceException {
        if (!(event.content() instanceof PcClient tcg)) {
            throw new MalformedEvidenceException(Malformation.UNSUPPORTED, path, 0, "a TCG event");
        }
        if (!isKnown(tcg.eventType())) {
            throw new MalformedEvidenceException(
                    Malformation.BAD_VALUE, path + ".type_name", 0, "an event type that trustee knows");
        }
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("details", TrusteeDetails.of(tcg.eventType(), tcg.data(), path + ".details"));
        members.put("digest_matches_event", new JsonBoolean(matches(event, tcg.data(), path, hashers)));
        members.put("digests", digests(event));
        members.put("event", new JsonString(Base64Text.encode(tcg.data())));
        members.put("index", JsonNumber.of(index(event.register(), path)));
        members.put("type_name", new JsonString(EventType.name(tcg.eventType())));
        return JsonObject.of(members);
    }

    private static boolean isKnown(long type) {
        return (type >= EventType.EV_PREBOOT_CERT && type <= EventType.EV_OMIT_BOOT_DEVICE_EVENTS)
                || (type >= EventType.EV_EFI_EVENT_BASE && type <= EventType.EV_EFI_VARIABLE_BOOT2)
                || type == EventType.EV_EFI_HCRTM_EVENT
                || (type >= EventType.EV_EFI_VARIABLE_AUTHORITY && type <= EventType.EV_EFI_SPDM_FIRMWARE_CONFIG);
    }

    /** True for an event without digests, too. */
    private static boolean matches(LogRecord event, Bytes data, String path, Map<Digest, Hasher> hashers)
            throws MalformedEvidenceException {
        boolean all = true;
        for (EventDigest digest : event.digests()) {
            boolean computable = NAMES.containsKey(digest.algorithm())
                    && digest.algorithm().digest().filter(Digest::isAvailable).isPresent();
            if (!computable) {
                throw new MalformedEvidenceException(
                        Malformation.UNSUPPORTED, path + ".digests", 0, "SHA-256, SHA-384, SHA-512 or SM3");
            }
            Digest algorithm = digest.algorithm().digest().orElseThrow();
            Hasher hasher = hashers.computeIfAbsent(algorithm, Digest::hasher);
            all &= hasher.update(data).finish().equals(digest.value());
        }
        return all;
    }

    private static JsonArray digests(LogRecord event) {
        List<JsonValue> digests = new ArrayList<>();
        for (EventDigest digest : event.digests()) {
            Map<String, JsonValue> members = new LinkedHashMap<>();
            members.put("alg", new JsonString(NAMES.getOrDefault(digest.algorithm(), "")));
            members.put("digest", new JsonString(digest.value().toHex()));
            digests.add(JsonObject.of(members));
        }
        return JsonArray.of(digests);
    }

    private static long index(RegisterIndex register, String path) throws MalformedEvidenceException {
        return switch (register.canonical()) {
            case CcMr ccMr -> ccMr.number();
            case Pcr pcr -> pcr.number();
            case RegisterIndex.Rtmr rtmr -> throw new IllegalStateException("an RTMR is not canonical");
            case RegisterIndex.NvIndex nv ->
                throw new MalformedEvidenceException(
                        Malformation.UNSUPPORTED, path + ".index", 0, "a CC measurement register or a PCR");
        };
    }

    /**
     * The records that such a document was made of. {@code details} and {@code digest_matches_event} follow from the rest and
     * are not looked at. Registers are CC measurement registers unless the options say that they are PCRs.
     */
    public static List<LogRecord> read(Bytes json, ReadOptions options) throws MalformedEvidenceException {
        if (json.size() > options.limits().logSize()) {
            throw limit("claims", options.limits().logSize() + " bytes");
        }
        List<JsonObject> events = Json.readObject(
                        json, "claims", options.limits().jsonValues())
                .array(EVENTS)
                .objects();
        if (events.size() > options.limits().records()) {
            throw limit(EVENTS, options.limits().records() + " events");
        }
        List<LogRecord> records = new ArrayList<>(events.size());
        for (JsonObject event : events) {
            records.add(record(event, records.size(), options));
        }
        return List.copyOf(records);
    }

    private static LogRecord record(JsonObject event, long recnum, ReadOptions options)
            throws MalformedEvidenceException {
        long index = event.unsigned("index", U32);
        RegisterIndex register = options.space() == Space.PCR ? new Pcr(index) : new CcMr(index);
        String name = event.string("type_name");
        long type = EventType.named(name)
                .filter(TrusteeClaims::isKnown)
                .orElseThrow(() -> event.fault(Malformation.BAD_VALUE, "type_name", "the name of an event type"));
        Bytes data = event.base64("event");
        if (data.size() > options.limits().eventData()) {
            throw limit(event.path() + ".event", options.limits().eventData() + " bytes");
        }
        return new LogRecord(recnum, register, readDigests(event, options), new PcClient(type, data));
    }

    private static List<EventDigest> readDigests(JsonObject event, ReadOptions options)
            throws MalformedEvidenceException {
        List<JsonObject> stated = event.array("digests").objects();
        if (stated.size() > options.limits().digests()) {
            throw limit(event.path() + ".digests", options.limits().digests() + " digests");
        }
        List<EventDigest> digests = new ArrayList<>(stated.size());
        for (JsonObject digest : stated) {
            HashAlgorithm algorithm = algorithm(digest);
            if (digests.stream().anyMatch(other -> other.algorithm().equals(algorithm))) {
                throw new MalformedEvidenceException(
                        LogMalformation.BAD_BANKS, digest.path() + ".alg", digest.offset(), "each algorithm once");
            }
            int size = algorithm.digest().orElseThrow().size();
            digests.add(new EventDigest(algorithm, digest.hex("digest", size)));
        }
        return digests;
    }

    private static HashAlgorithm algorithm(JsonObject digest) throws MalformedEvidenceException {
        String name = digest.string("alg");
        for (Map.Entry<HashAlgorithm, String> known : NAMES.entrySet()) {
            if (known.getValue().equals(name)) {
                return known.getKey();
            }
        }
        throw digest.fault(Malformation.BAD_VALUE, "alg", "SHA-256, SHA-384, SHA-512 or SM3");
    }

    private static MalformedEvidenceException limit(String path, String most) {
        return new MalformedEvidenceException(LogMalformation.LIMIT, path, 0, "at most " + most);
    }
}
