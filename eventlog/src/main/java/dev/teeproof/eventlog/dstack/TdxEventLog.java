package dev.teeproof.eventlog.dstack;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonArray;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.crypto.Digest;
import java.util.ArrayList;
import java.util.List;

/** The event log beside a TDX quote, in the order in which it was sent: all registers mixed. */
public record TdxEventLog(List<TdxEvent> events) {

    public TdxEventLog {
        events = List.copyOf(events);
    }

    /** Reads a JSON array of events. */
    public static TdxEventLog readJson(Bytes json, String path) throws MalformedEvidenceException {
        List<TdxEvent> events = new ArrayList<>();
        for (JsonObject event : Json.readArray(json, path).objects()) {
            events.add(TdxEvent.readJson(event));
        }
        return new TdxEventLog(events);
    }

    public JsonArray toJson() {
        return JsonArray.of(events.stream().map(TdxEvent::toJson).toList());
    }

    /** What the register holds by this log: SHA-384, from zero, runtime digests recomputed. */
    public Bytes replay(int imr) {
        return Digest.SHA_384.replay(events.stream()
                .filter(event -> event.imr() == imr)
                .map(TdxEvent::effectiveDigest)
                .toList());
    }

    /** Whether it has boot events besides the three ACPI markers that a stripped log keeps. */
    public boolean hasBootEvents() {
        return events.stream().anyMatch(event -> event.imr() < 3 && !event.isAcpiMarker());
    }

    /** The runtime events in order, whatever register they name: the type decides. */
    public RuntimeLog runtimeEvents() {
        return new RuntimeLog(events.stream()
                .filter(TdxEvent::isRuntime)
                .map(TdxEvent::toRuntime)
                .toList());
    }

    /** The same boot events with other runtime events behind them, as a guest tells them. */
    public TdxEventLog withRuntime(RuntimeLog runtime) {
        List<TdxEvent> boot =
                events.stream().filter(event -> !event.isRuntime()).toList();
        return new TdxEventLog(boot)
                .and(new TdxEventLog(runtime.events().stream()
                        .map(event -> TdxEvent.ofRuntime(event).withV2Preimage())
                        .toList()));
    }

    /** With more events behind it. */
    public TdxEventLog and(TdxEventLog more) {
        List<TdxEvent> all = new ArrayList<>(events);
        all.addAll(more.events);
        return new TdxEventLog(all);
    }

    /** Without the bytes that were hashed, which follow from the events. */
    public TdxEventLog withoutPreimages() {
        return new TdxEventLog(events.stream().map(TdxEvent::withoutPreimages).toList());
    }

    /** With {@code hash_input} of each runtime event. */
    public TdxEventLog withHashInputs() {
        return new TdxEventLog(events.stream().map(TdxEvent::withHashInput).toList());
    }

    /**
     * What a guest hands out beside a quote: boot events without their payloads, which nothing authenticates, but for the ACPI
     * markers. Runtime events are whole, with their digests, so that whoever replays the log need not compute them.
     */
    public TdxEventLog besideQuote() {
        return new TdxEventLog(events.stream()
                .map(event -> event.isRuntime() || event.isAcpiMarker() ? event : event.stripped())
                .toList());
    }

    /** What certificates carry: ACPI markers without their payload's loss, events of RTMR3 stripped, nothing else. */
    public TdxEventLog liteStripped() {
        List<TdxEvent> kept = new ArrayList<>();
        for (TdxEvent event : events) {
            if (event.isAcpiMarker()) {
                kept.add(event);
            } else if (event.imr() == 3) {
                kept.add(event.stripped());
            }
        }
        return new TdxEventLog(kept);
    }
}
