package dev.teeproof.eventlog.dstack;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The runtime events of a dstack guest, in order. What stands before the first {@code system-ready} was measured by the
 * system; what follows, the app chose.
 */
public record RuntimeLog(List<RuntimeEvent> events) {

    /** After this event the app is in control. */
    public static final String SYSTEM_READY = "system-ready";

    /** After this event the machine may be given keys. */
    public static final String BOOT_MR_DONE = "boot-mr-done";

    public RuntimeLog {
        events = List.copyOf(events);
    }

    /** The register's value after all events; versions may be mixed. */
    public Bytes replay(Digest algorithm) {
        return replay(algorithm, events.size());
    }

    /** The value after the first event of this name, inclusive; after all of them if there is none. */
    public Bytes replayThrough(String lastEvent, Digest algorithm) {
        int cut = IntStream.range(0, events.size())
                .filter(i -> events.get(i).event().equals(lastEvent))
                .map(i -> i + 1)
                .findFirst()
                .orElse(events.size());
        return replay(algorithm, cut);
    }

    /** How many events the system measured: those before the first {@code system-ready}, or all. */
    public int systemEvents() {
        return IntStream.range(0, events.size())
                .filter(i -> events.get(i).event().equals(SYSTEM_READY))
                .findFirst()
                .orElse(events.size());
    }

    /** The index of the first event of this name before {@code system-ready}. */
    public OptionalInt find(String name) {
        return findAll(name).findFirst();
    }

    /** The indices of all events of this name before {@code system-ready}. */
    public IntStream findAll(String name) {
        return IntStream.range(0, systemEvents())
                .filter(i -> events.get(i).event().equals(name));
    }

    private Bytes replay(Digest algorithm, int count) {
        return algorithm.replay(events.stream()
                .limit(count)
                .map(event -> event.digest(algorithm))
                .toList());
    }
}
