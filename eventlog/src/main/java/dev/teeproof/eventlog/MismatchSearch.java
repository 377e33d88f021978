package dev.teeproof.eventlog;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Hasher;
import dev.teeproof.eventlog.model.Content.PcClient;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.RegisterIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks for the one event that keeps a log from replaying to a register. What it finds is a diagnosis for people, never a
 * reason to accept the log.
 */
final class MismatchSearch {

    /** Events of one register; the search tries every one against all behind it, so its cost grows with the square. */
    private static final int MOST = 2000;

    private final Hasher hasher;
    private final Bytes expected;
    private final List<Event> events;
    /** What the register holds before each event. */
    private final List<Bytes> before = new ArrayList<>();

    /** @param position in the whole log */
    private record Event(int position, LogRecord record, Bytes digest) {

        String inWords() {
            return "record " + position + " (" + EventNames.of(record) + ")";
        }
    }

    private MismatchSearch(Hasher hasher, Bytes initial, Bytes expected, List<Event> events) {
        this.hasher = hasher;
        this.expected = expected;
        this.events = events;
        byte[] value = initial.toArray();
        for (Event event : events) {
            before.add(Bytes.copyOf(value));
            hasher.extend(value, event.digest());
        }
    }

    static String explain(
            EventLog log, RegisterIndex register, HashAlgorithm algorithm, Bytes initial, Bytes expected) {
        Extension extension = new Extension();
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < log.records().size(); i++) {
            LogRecord record = log.records().get(i);
            Optional<Bytes> digest =
                    record.register().canonical().equals(register) && Extension.isExtended(record.content())
                            ? extension.digest(record, algorithm)
                            : Optional.empty();
            if (digest.isPresent()) {
                events.add(new Event(i, record, digest.get()));
            }
        }
        Hasher hasher = algorithm.digest().orElseThrow().hasher();
        return new MismatchSearch(hasher, initial, expected, events).explain();
    }

    private String explain() {
        Optional<String> found = prefix();
        if (found.isEmpty() && events.size() <= MOST) {
            found = single();
        }
        if (found.isEmpty() && events.size() > MOST) {
            return "the register has more than " + MOST + " events, among which no single one is looked for";
        }
        return found.orElse("no single event explains it: one is missing, more than one was changed, or something else"
                + " extends the register");
    }

    /** The register held this value earlier: what follows was not extended, or not yet. */
    private Optional<String> prefix() {
        for (int i = 0; i < events.size(); i++) {
            if (before.get(i).equals(expected)) {
                String from = events.get(i).inWords();
                return Optional.of(
                        i == 0
                                ? "nothing was extended into the register, and the log begins it with " + from
                                : "the register holds its value from before " + from
                                        + ": that event and what follows were" + " never extended into it");
            }
        }
        return Optional.empty();
    }

    private Optional<String> single() {
        for (int i = 0; i < events.size(); i++) {
            Event event = events.get(i);
            if (event.record().content() instanceof PcClient tcg) {
                Bytes ofData = hasher.update(tcg.data()).finish();
                if (!ofData.equals(event.digest()) && leads(extended(before.get(i), ofData), i + 1)) {
                    return Optional.of("the digest of " + event.inWords()
                            + " was changed: with the digest of its data the log replays to the register");
                }
            }
            if (leads(before.get(i), i + 1)) {
                return Optional.of(event.inWords() + " was never extended: without it the log replays to the register");
            }
            if (i + 1 < events.size() && swapped(i)) {
                return Optional.of(event.inWords() + " and " + events.get(i + 1).inWords()
                        + " were exchanged: the other way round the log replays to the register");
            }
        }
        return Optional.empty();
    }

    private boolean swapped(int i) {
        Bytes other = extended(before.get(i), events.get(i + 1).digest());
        return leads(extended(other, events.get(i).digest()), i + 2);
    }

    private Bytes extended(Bytes value, Bytes digest) {
        return hasher.update(value).update(digest).finish();
    }

    /** Whether the events from this one on lead from the value to the register's. */
    private boolean leads(Bytes value, int from) {
        byte[] register = value.toArray();
        for (int i = from; i < events.size(); i++) {
            hasher.extend(register, events.get(i).digest());
        }
        return Bytes.copyOf(register).equals(expected);
    }
}
