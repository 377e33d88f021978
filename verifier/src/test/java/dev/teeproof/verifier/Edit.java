package dev.teeproof.verifier;

import dev.teeproof.codec.Bytes;
import dev.teeproof.eventlog.dstack.TdxEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Lists with one element changed, and events with one field changed. */
final class Edit {

    private Edit() {}

    static <T> List<T> set(List<T> list, int index, T element) {
        List<T> other = new ArrayList<>(list);
        other.set(index, element);
        return other;
    }

    static <T> List<T> add(List<T> list, int index, T element) {
        List<T> other = new ArrayList<>(list);
        other.add(index, element);
        return other;
    }

    static <T> List<T> drop(List<T> list, int index) {
        List<T> other = new ArrayList<>(list);
        other.remove(index);
        return other;
    }

    static <T> List<T> swap(List<T> list, int a, int b) {
        List<T> other = new ArrayList<>(list);
        Collections.swap(other, a, b);
        return other;
    }

    static TdxEvent named(TdxEvent e, String name) {
        return new TdxEvent(e.imr(), e.eventType(), e.digest(), name, e.eventPayload(), e.version(), e.preimage());
    }

    static TdxEvent with(TdxEvent e, Bytes digest, Bytes payload) {
        return new TdxEvent(e.imr(), e.eventType(), digest, e.event(), payload, e.version(), e.preimage());
    }

    static TdxEvent at(TdxEvent e, long imr, long type) {
        return new TdxEvent(imr, type, e.digest(), e.event(), e.eventPayload(), e.version(), e.preimage());
    }

    static TdxEvent preimage(TdxEvent e, String hex) {
        return new TdxEvent(
                e.imr(), e.eventType(), e.digest(), e.event(), e.eventPayload(), e.version(), Optional.of(hex));
    }

    static List<TdxEvent> flipDigest(List<TdxEvent> log, int index) {
        TdxEvent event = log.get(index);
        return set(log, index, with(event, Tamper.flip(event.digest(), 0), event.eventPayload()));
    }
}
