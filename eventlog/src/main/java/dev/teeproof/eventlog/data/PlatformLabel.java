package dev.teeproof.eventlog.data;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.Printable;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.eventlog.model.EventType;
import java.util.Optional;

/**
 * The name of what was measured, which is not in the log: {@code ACPI DATA}, {@code etc/table-loader}; with td-shim the
 * name and the thing itself. EV_POST_CODE, EV_PLATFORM_CONFIG_FLAGS and others of firmware's; what is no text is raw.
 *
 * <pre>
 * offset  size  field
 *      0     n  label    ASCII, NUL bytes behind it
 *
 *      0    16  label    td-shim: ASCII, NUL bytes behind it
 *     16     4  length
 *     20     l  content
 * </pre>
 *
 * @param content of td-shim's events; empty with others
 * @see "TCG PC Client Platform Firmware Profile, section 10.4.1; td-shim specification, section on measurement"
 */
public record PlatformLabel(String label, Bytes content) implements EventData {

    private static final int TD_SHIM_LABEL = 16;
    private static final int TD_SHIM_HEADER = 20;

    static EventData read(long eventType, Bytes data) throws MalformedEvidenceException {
        Optional<String> label = Ascii.padded(data);
        if (label.isPresent()) {
            return new PlatformLabel(label.get(), Bytes.empty());
        }
        if (data.size() > TD_SHIM_HEADER) {
            ByteReader in = ByteReader.of(data, "event");
            Optional<String> name = Ascii.padded(in.take("label", TD_SHIM_LABEL));
            long length = in.u32le("length");
            if (name.isPresent() && length == in.remaining()) {
                return new PlatformLabel(name.get(), in.rest());
            }
        }
        if (eventType == EventType.EV_POST_CODE && data.size() == FirmwareBlob.SIZE) {
            return FirmwareBlob.read(ByteReader.of(data, "event"));
        }
        return new Raw(data);
    }

    @Override
    public String text() {
        return Printable.of(label) + (content.isEmpty() ? "" : " (" + content.size() + " bytes)");
    }

    @Override
    public JsonObject toJson() {
        return Fields.of("platform_label")
                .text("label", label)
                .hex("content", content)
                .toJson();
    }
}
