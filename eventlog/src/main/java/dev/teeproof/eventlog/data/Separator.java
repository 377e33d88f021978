package dev.teeproof.eventlog.data;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.JsonObject;

/**
 * The mark between what firmware measured and what came after: exactly four bytes. EV_SEPARATOR.
 *
 * @param value 0 or 0xFFFFFFFF for the mark, 1 where an error happened; unsigned 32 bits, little-endian
 * @see "TCG PC Client Platform Firmware Profile, section 10.4.1 (EV_SEPARATOR)"
 */
public record Separator(long value) implements EventData {

    static Separator read(ByteReader in) throws MalformedEvidenceException {
        long value = in.u32le("separator");
        in.end();
        return new Separator(value);
    }

    /** Whether it is the usual mark. */
    public boolean isPlain() {
        return value == 0;
    }

    @Override
    public String text() {
        if (value == 0 || value == 0xffff_ffffL) {
            return "separator";
        }
        return value == 1 ? "separator: an error happened" : "separator of unknown meaning " + Fields.u64(value);
    }

    @Override
    public JsonObject toJson() {
        return Fields.of("separator").number("value", value).toJson();
    }
}
