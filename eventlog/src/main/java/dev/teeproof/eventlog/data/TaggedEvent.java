package dev.teeproof.eventlog.data;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.Printable;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.eventlog.aael.AaelEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Tags with data, one behind another, up to the end of the event. EV_EVENT_TAG.
 *
 * <pre>
 * offset  size  field
 *      0     4  taggedEventID
 *      4     4  taggedEventDataSize
 *      8     n  taggedEventData
 * </pre>
 *
 * With the attestation agent's tag the digest is of the whole event; with any other it is of what the tag names.
 *
 * @see "TCG PC Client Platform Firmware Profile, section 10.4.2 (TCG_PCClientTaggedEvent)"
 */
public record TaggedEvent(List<Tag> tags) implements EventData {

    /** The attestation agent of Confidential Containers: the bytes {@code LEAA} on disk. */
    public static final long AAEL = 0x4141454cL;

    /** Linux's EFI stub: the command line that it was given. */
    public static final long LOAD_OPTIONS = 0x8f3b22edL;

    /** Linux's EFI stub: the initial RAM disk. */
    public static final long INITRD = 0x8f3b22ecL;

    /** More than any boot loader writes. */
    private static final int MAX_TAGS = 256;

    private static final Map<Long, String> NAMES = Map.of(
            AAEL,
            "AAEL",
            LOAD_OPTIONS,
            "LOADED_IMAGE::LoadOptions",
            INITRD,
            "Linux initrd",
            0xf5bc582aL,
            "systemd-boot loader.conf",
            0x6c46f751L,
            "systemd-stub devicetree add-on",
            0x49dffe0fL,
            "systemd-stub initrd add-on",
            0xdac08e1aL,
            "systemd-stub microcode add-on",
            0x13aed6dbL,
            "systemd-stub UKI profile");

    /**
     * One tag.
     *
     * @param id unsigned 32 bits
     * @param aael what the attestation agent's tag says
     */
    public record Tag(long id, Bytes data, Optional<AaelEvent> aael) {

        private static Tag read(ByteReader in) throws MalformedEvidenceException {
            long id = in.u32le("taggedEventID");
            long size = in.u32le("taggedEventDataSize");
            Bytes data = in.take("taggedEventData", size);
            return new Tag(
                    id, data, id == AAEL ? Optional.of(AaelEvent.parse(data.toUtf8("event.aael"))) : Optional.empty());
        }

        /** What is known about tags with this number. */
        public Optional<String> name() {
            return Optional.ofNullable(NAMES.get(id));
        }

        /** The data as text, in ASCII or UTF-16, if it is that; only a label, except with the attestation agent. */
        public Optional<String> label() {
            return Ascii.padded(data)
                    .or(() -> Utf16.strict(data)
                            .map(Utf16::untilNul)
                            .filter(text ->
                                    !text.isEmpty() && Printable.of(text).equals(text)));
        }

        String text() {
            if (aael.isPresent()) {
                return Printable.of(aael.get().text());
            }
            String known = name().orElseGet(() -> String.format("tag 0x%08x", id));
            String said = label().orElseGet(() -> new Raw(data).text());
            return known.equals(said) ? known : known + ": " + said;
        }

        JsonObject toJson() {
            Fields fields = new Fields().text("id", String.format("0x%08x", id)).text("name", name());
            aael.ifPresent(event -> fields.value("aael", json(event)));
            return fields.text("label", label()).hex("data", data).toJson();
        }
    }

    private static JsonObject json(AaelEvent event) {
        return new Fields()
                .text("domain", event.domain())
                .text("operation", event.operation())
                .text("content", event.content())
                .flag("well_formed", event.isWellFormed())
                .toJson();
    }

    public TaggedEvent {
        tags = List.copyOf(tags);
    }

    static TaggedEvent read(ByteReader in) throws MalformedEvidenceException {
        List<Tag> tags = new ArrayList<>();
        do {
            if (tags.size() >= MAX_TAGS) {
                throw in.fault(Malformation.LIMIT_EXCEEDED, "tag", "at most " + MAX_TAGS + " tags");
            }
            tags.add(Tag.read(in));
        } while (in.remaining() > 0);
        return new TaggedEvent(tags);
    }

    /** What the attestation agent says, if that is all that the event holds. */
    public Optional<AaelEvent> aael() {
        return tags.size() == 1 ? tags.get(0).aael() : Optional.empty();
    }

    @Override
    public String text() {
        return tags.stream().map(Tag::text).collect(Collectors.joining("; "));
    }

    @Override
    public JsonObject toJson() {
        return Fields.of("tagged_event").list("tags", tags, Tag::toJson).toJson();
    }
}
