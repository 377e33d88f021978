package dev.teeproof.eventlog.cel;

import dev.teeproof.eventlog.model.EventType;
import java.util.Locale;
import java.util.Optional;

/** Event types as text: by name in upper case, as TCG and systemd write them, or in lower case, as libcel does. */
final class EventTypes {

    private EventTypes() {}

    /** The type with this name, or with this number as {@code 0x…}. */
    static Optional<Long> named(String text) {
        if (text.matches("0[xX][0-9a-fA-F]{1,8}")) {
            return Optional.of(Long.parseLong(text.substring(2), 16));
        }
        boolean lower = text.equals(text.toLowerCase(Locale.ROOT));
        return EventType.named(lower ? text.toUpperCase(Locale.ROOT) : text);
    }
}
