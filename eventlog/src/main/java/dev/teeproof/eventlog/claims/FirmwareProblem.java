package dev.teeproof.eventlog.claims;

import dev.teeproof.codec.Printable;
import dev.teeproof.codec.json.JsonNumber;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something in a log that does not fit how firmware boots, so that the state read from it cannot be relied on.
 *
 * @param record the position of the event, from 0; -1 for the whole log
 */
public record FirmwareProblem(Code code, long record, String words) {

    /** Stable, for programs. */
    public enum Code {
        /** A second separator in one register. */
        DUPLICATE_SEPARATOR,
        /** A separator that says something else than that firmware has finished. */
        BAD_SEPARATOR,
        /** An event with the digest of a separator and another type. */
        MISLABELLED_SEPARATOR,
        /** The digest does not cover what the event says. */
        NOT_COVERED,
        /** Data without the structure of its type. */
        MALFORMED_EVENT,
        /** A type that has no place in the register. */
        UNEXPECTED_EVENT,
        /** The firmware is one for finding faults. */
        DEBUG_MODE,
        /** An action that has no place in the register. */
        UNEXPECTED_ACTION,
        /** A variable that was measured twice. */
        DUPLICATE_VARIABLE,
        /** A variable of Secure Boot that was measured behind the separator. */
        LATE_VARIABLE,
        /** A variable of Secure Boot in another namespace, or with data that it cannot have. */
        BAD_VARIABLE,
        /** An image was authorised before the separator. */
        EARLY_AUTHORITY,
        /** Secure Boot is on, and nothing authorised any image. */
        NO_AUTHORITY,
        /** Secure Boot is on without PK, KEK or db. */
        MISSING_KEYS,
        /** An application before firmware began to boot. */
        EARLY_APPLICATION,
        /** Firmware began to boot twice. */
        DUPLICATE_CALL,
        /** Firmware began to boot behind the separator. */
        LATE_CALL,
        /** Nothing of GRUB's, though GRUB is said to have booted. */
        NO_GRUB_MEASUREMENTS,
        /** More than one command line for a kernel. */
        SEVERAL_COMMAND_LINES
    }

    JsonObject toJson() {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("code", new JsonString(code.name()));
        if (record >= 0) {
            members.put("record", JsonNumber.of(record));
        }
        members.put("words", new JsonString(words));
        return JsonObject.of(members);
    }

    @Override
    public String toString() {
        return code + (record < 0 ? "" : " (record " + record + ")") + ": " + Printable.of(words);
    }
}
