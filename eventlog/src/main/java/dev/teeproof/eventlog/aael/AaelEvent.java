package dev.teeproof.eventlog.aael;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.eventlog.model.Content.PcClient;
import dev.teeproof.eventlog.model.EventType;

/**
 * What an event of the attestation agent says. The domain is a claim: who can extend the register can write any.
 *
 * <pre>
 * offset  size  field
 *      0     4  id        0x4141454C, which stands as "LEAA" in the bytes
 *      4     4  size      of the text
 *      8     n  text      UTF-8: domain SP operation SP content
 * </pre>
 *
 * All of it is hashed.
 *
 * @param content all behind the second space, further spaces included
 * @see "TCG PC Client Platform Firmware Profile, section 10.4.2.1 (TCG_PCClientTaggedEvent)"
 */
public record AaelEvent(String domain, String operation, String content) {

    /** {@code AAEL} as a number. */
    public static final long TAG = 0x4141454cL;

    /** Whether a TCG event is one of these, well-formed or not: by type and tag. */
    public static boolean isIn(PcClient event) {
        Bytes data = event.data();
        return event.eventType() == EventType.EV_EVENT_TAG
                && data.size() >= 8
                && data.slice(0, 4).equals(Bytes.of(0x4c, 0x45, 0x41, 0x41));
    }

    /** Reads the data of an EV_EVENT_TAG. */
    public static AaelEvent read(Bytes data) throws MalformedEvidenceException {
        ByteReader in = ByteReader.of(data, "aael");
        if (in.u32le("id") != TAG) {
            throw in.fault(Malformation.BAD_VALUE, "id", 0, "the tag AAEL");
        }
        Bytes text = in.take("text", in.u32le("size"));
        in.end();
        return parse(text.toUtf8("aael.text"));
    }

    /** Splits {@code domain SP operation SP content} at the first two spaces. */
    public static AaelEvent parse(String text) throws MalformedEvidenceException {
        int operation = text.indexOf(' ');
        int content = operation < 0 ? -1 : text.indexOf(' ', operation + 1);
        if (content < 0) {
            throw new MalformedEvidenceException(
                    Malformation.BAD_VALUE, "aael.text", text.length(), "a domain, an operation and a content");
        }
        return new AaelEvent(
                text.substring(0, operation), text.substring(operation + 1, content), text.substring(content + 1));
    }

    /**
     * Whether it could have been written by a careful producer: domain and operation not empty and without blanks and
     * controls, content without line ends and other controls.
     */
    public boolean isWellFormed() {
        return isToken(domain) && isToken(operation) && content.codePoints().noneMatch(Character::isISOControl);
    }

    private static boolean isToken(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c > 0x20 && c < 0x7f);
    }

    /** The text that is measured. */
    public String text() {
        return domain + " " + operation + " " + content;
    }

    /** The event as a TCG event; its digest is that of the data. */
    public PcClient toPcClient() {
        Bytes text = Bytes.utf8(text());
        return new PcClient(
                EventType.EV_EVENT_TAG,
                new ByteWriter().u32le(TAG).u32le(text.size()).bytes(text).toBytes());
    }
}
