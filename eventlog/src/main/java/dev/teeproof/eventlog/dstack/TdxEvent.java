package dev.teeproof.eventlog.dstack;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Hex;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.JsonNumber;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.crypto.Digest;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An entry of the event log that dstack sends beside a TDX quote: a boot event of the firmware, or a runtime event.
 *
 * @param imr the register, zero-based: 0 is RTMR0
 * @param eventType unsigned 32 bits: a TCG type, or {@link RuntimeEvent#EVENT_TYPE}
 * @param digest as stored; empty for a stripped runtime event. Replay ignores it for runtime events
 * @param event the name; empty for most boot events
 * @param eventPayload the content; of boot events nothing authenticates it
 * @param preimage the bytes that were hashed, as hexadecimal text, where the sender supplied them
 * @param hashInput the same under the name that a caller may ask for; where both stand they agree
 */
public record TdxEvent(
        long imr,
        long eventType,
        Bytes digest,
        String event,
        Bytes eventPayload,
        EventLogVersion version,
        Optional<String> preimage,
        Optional<String> hashInput) {

    /** An event without {@code hash_input}, as most are. */
    public TdxEvent(
            long imr,
            long eventType,
            Bytes digest,
            String event,
            Bytes eventPayload,
            EventLogVersion version,
            Optional<String> preimage) {
        this(imr, eventType, digest, event, eventPayload, version, preimage, Optional.empty());
    }

    /** EV_PLATFORM_CONFIG_FLAGS (TCG PC Client Platform Firmware Profile, section 10.4.1). */
    static final long EV_PLATFORM_CONFIG_FLAGS = 0xaL;

    static final Bytes ACPI_DATA = Bytes.utf8("ACPI DATA");

    private static final long U32 = 0xffff_ffffL;

    /** Whether it is a runtime event: the type alone decides, not the register. */
    public boolean isRuntime() {
        return eventType == RuntimeEvent.EVENT_TYPE;
    }

    /** Whether it measures one of the three ACPI blobs that QEMU hands to the firmware. */
    public boolean isAcpiMarker() {
        return imr == 0 && eventType == EV_PLATFORM_CONFIG_FLAGS && eventPayload.equals(ACPI_DATA);
    }

    /** The runtime event that this entry carries; only for one that {@link #isRuntime}. */
    public RuntimeEvent toRuntime() {
        if (!isRuntime()) {
            throw new IllegalStateException("not a runtime event");
        }
        return new RuntimeEvent(event, eventPayload, version);
    }

    /** The entry for a runtime event, as a guest writes it: RTMR3, with the digest. */
    public static TdxEvent ofRuntime(RuntimeEvent event) {
        return new TdxEvent(
                3,
                RuntimeEvent.EVENT_TYPE,
                event.digest(Digest.SHA_384),
                event.event(),
                event.payload(),
                event.version(),
                Optional.empty());
    }

    /** What replay extends: recomputed for a runtime event, the stored digest for any other. */
    public Bytes effectiveDigest() {
        return isRuntime() ? toRuntime().digest(Digest.SHA_384) : digest;
    }

    /** Without what can be recomputed (a runtime event's digest) or is not authenticated (a boot event's payload). */
    public TdxEvent stripped() {
        return isRuntime()
                ? new TdxEvent(imr, eventType, Bytes.empty(), event, eventPayload, version, preimage, hashInput)
                : new TdxEvent(imr, eventType, digest, event, Bytes.empty(), version, preimage, hashInput);
    }

    /** With the preimage that a guest supplies for events of version 2; others, and one that has it, stay. */
    public TdxEvent withV2Preimage() {
        if (!isRuntime() || version != EventLogVersion.V2 || preimage.isPresent()) {
            return this;
        }
        String hex = toRuntime().preimage().toHex();
        return new TdxEvent(imr, eventType, digest, event, eventPayload, version, Optional.of(hex), hashInput);
    }

    /** With {@code hash_input}, which a guest supplies for runtime events of both versions if it is asked to; others stay. */
    public TdxEvent withHashInput() {
        if (!isRuntime()) {
            return this;
        }
        String hex = toRuntime().preimage().toHex();
        return new TdxEvent(imr, eventType, digest, event, eventPayload, version, preimage, Optional.of(hex));
    }

    /** Without the bytes that were hashed. */
    public TdxEvent withoutPreimages() {
        return new TdxEvent(imr, eventType, digest, event, eventPayload, version, Optional.empty());
    }

    /**
     * Reads the JSON form. The preimage may be called {@code preimage} or {@code hash_input}; where both stand they
     * must agree.
     */
    public static TdxEvent readJson(JsonObject json) throws MalformedEvidenceException {
        Optional<String> preimage = json.optionalString("preimage");
        Optional<String> hashInput = json.optionalString("hash_input");
        requireAgreed(preimage, hashInput, json.path());
        return new TdxEvent(
                json.unsigned("imr", U32),
                json.unsigned("event_type", U32),
                json.members().containsKey("digest") ? json.hex("digest") : Bytes.empty(),
                json.string("event"),
                json.hex("event_payload"),
                readVersion(json),
                preimage,
                hashInput);
    }

    /** Refuses a preimage that is told in two ways. */
    public static void requireAgreed(Optional<String> preimage, Optional<String> hashInput, String path)
            throws MalformedEvidenceException {
        if (preimage.isPresent() && hashInput.isPresent()) {
            boolean same = preimage.get()
                    .toLowerCase(Locale.ROOT)
                    .equals(hashInput.get().toLowerCase(Locale.ROOT));
            if (!same) {
                throw new MalformedEvidenceException(
                        Malformation.BAD_VALUE, path + ".hash_input", 0, "the same as preimage, or only one of them");
            }
        }
    }

    /** The preimage under either of its names. */
    public Optional<String> suppliedPreimage() {
        return preimage.or(() -> hashInput);
    }

    /** Whether the supplied preimage is the one that this event has; true if none was supplied. */
    public boolean preimageAgrees() {
        Optional<String> supplied = suppliedPreimage();
        if (supplied.isEmpty()) {
            return true;
        }
        try {
            return isRuntime()
                    && Hex.decode(supplied.get(), "preimage").equals(toRuntime().preimage());
        } catch (MalformedEvidenceException e) {
            return false;
        }
    }

    static EventLogVersion readVersion(JsonObject json) throws MalformedEvidenceException {
        return EventLogVersion.of(json.unsigned("version", U32, 1), json.path() + ".version");
    }

    /**
     * The JSON form: members in dstack's order, {@code version} unless 1, {@code preimage} and {@code hash_input} where
     * there are.
     */
    public JsonObject toJson() {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("imr", JsonNumber.of(imr));
        members.put("event_type", JsonNumber.of(eventType));
        members.put("digest", new JsonString(digest.toHex()));
        members.put("event", new JsonString(event));
        members.put("event_payload", new JsonString(eventPayload.toHex()));
        if (version != EventLogVersion.V1) {
            members.put("version", JsonNumber.of(version.number()));
        }
        preimage.ifPresent(hex -> members.put("preimage", new JsonString(hex)));
        hashInput.ifPresent(hex -> members.put("hash_input", new JsonString(hex)));
        return JsonObject.of(members);
    }
}
