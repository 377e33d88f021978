package dev.teeproof.eventlog.systemd;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.eventlog.canonical.Faults;
import dev.teeproof.eventlog.model.Content;
import dev.teeproof.eventlog.model.LogLimits;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What systemd says of one measurement. Of all this the string alone is measured, and for some event types not even that: the
 * digest of a volume key is an HMAC with the key, and the string only describes it. Members that are not known are ignored;
 * newer versions have more.
 *
 * @param string what was measured
 * @param bootId of the boot during which it was, 32 hexadecimal digits
 * @param timestamp microseconds since boot, CLOCK_BOOTTIME
 * @param eventType {@code phase}, {@code machine-id}, …; older versions do not write it
 */
public record SystemdContent(
        Optional<String> string, Optional<String> bootId, OptionalLong timestamp, Optional<String> eventType) {

    /** Reads the content of an event. */
    public static SystemdContent of(Content.Systemd content, LogLimits limits) throws MalformedEvidenceException {
        try {
            JsonObject json = Json.readObject(Bytes.utf8(content.json()), "content", limits.jsonValues());
            OptionalLong timestamp = json.optional("timestamp").isEmpty()
                    ? OptionalLong.empty()
                    : OptionalLong.of(json.unsigned("timestamp", Long.MAX_VALUE));
            return new SystemdContent(
                    json.optionalString("string"),
                    json.optionalString("bootId"),
                    timestamp,
                    json.optionalString("eventType"));
        } catch (MalformedEvidenceException e) {
            throw Faults.within(e, 0);
        }
    }
}
