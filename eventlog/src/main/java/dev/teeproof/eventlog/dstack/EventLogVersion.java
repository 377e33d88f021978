package dev.teeproof.eventlog.dstack;

import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;

/** How a dstack runtime event is turned into the bytes that are hashed. Documents that say nothing mean the first. */
public enum EventLogVersion {
    /** Type, name and payload with colons between. */
    V1(1),
    /** Canonical JSON. */
    V2(2);

    private final int number;

    EventLogVersion(int number) {
        this.number = number;
    }

    /** As documents write it. */
    public int number() {
        return number;
    }

    /** The version with this number; there is no fallback. */
    public static EventLogVersion of(long number, String path) throws MalformedEvidenceException {
        for (EventLogVersion version : values()) {
            if (version.number == number) {
                return version;
            }
        }
        throw new MalformedEvidenceException(Malformation.BAD_VALUE, path, 0, "the event log version 1 or 2");
    }
}
