package dev.teeproof.attester.guest;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.crypto.Digest;
import dev.teeproof.dstack.Attestation;
import dev.teeproof.eventlog.dstack.EventLogVersion;
import dev.teeproof.eventlog.dstack.RuntimeEvent;
import dev.teeproof.eventlog.dstack.RuntimeLog;
import dev.teeproof.eventlog.dstack.TdxEventLog;
import dev.teeproof.eventlog.model.PcrMap;
import dev.teeproof.eventlog.runtime.Durability;
import dev.teeproof.eventlog.runtime.Extended;
import dev.teeproof.eventlog.runtime.FileNames;
import dev.teeproof.eventlog.runtime.LogOnly;
import dev.teeproof.eventlog.runtime.LogState;
import dev.teeproof.eventlog.runtime.MeasurementCode;
import dev.teeproof.eventlog.runtime.MeasurementConfiguration;
import dev.teeproof.eventlog.runtime.MeasurementException;
import dev.teeproof.eventlog.runtime.MeasurementFormat;
import dev.teeproof.eventlog.runtime.MeasurementRegisters;
import dev.teeproof.eventlog.runtime.RuntimeMeasurement;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The runtime event log of a dstack guest, in the files that dstack uses: events are extended into RTMR3 and appended, so that the
 * log replays to the register after every crash. On hardware without such a register they are appended alone. Thread-safe, and safe
 * beside other processes that go through here.
 *
 * @see RuntimeMeasurement
 */
public final class GuestLog implements RuntimeEventLog {

    /** Bytes of an event's name in UTF-8. */
    public static final int MAX_NAME = 256;

    /** Bytes of an event's payload. */
    public static final int MAX_PAYLOAD = 64 << 10;

    /** Events of a log, so that evidence with it stays within what its readers take. */
    public static final int MAX_EVENTS = 4096;

    /**
     * Bytes that the events of a log may take in an attestation, with everything that can be asked for beside them: half of what a
     * reader takes, since boot events and configuration are there too.
     */
    private static final long MAX_WEIGHT = Attestation.MAX_SIZE / 2;

    /** Somebody who holds the lock for longer has stopped. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RuntimeMeasurement measurement;
    private final EventLogVersion version;
    private Events known = new Events(0, List.of());
    /** Of what was measured here since. */
    private final List<RuntimeEvent> since = new ArrayList<>();

    /** The events in the log's first bytes. */
    private record Events(long size, List<RuntimeEvent> events) {}

    /** Twice in the attestation, and twice in the bytes that were hashed, which are hexadecimal text of hexadecimal text. */
    private static long weight(RuntimeEvent event) {
        return 10L * event.payload().size() + 6L * Bytes.utf8(event.event()).size() + 512;
    }

    private GuestLog(RuntimeMeasurement measurement, EventLogVersion version) {
        this.measurement = measurement;
        this.version = version;
    }

    /**
     * Opens the log, completes what a writer died over, and compares it with the register.
     *
     * @param directory made if it is not there
     * @param registers of the hardware; empty for none
     * @throws MeasurementException any that says how log and register do not fit
     */
    public static GuestLog open(
            Path directory, EventLogVersion version, Optional<MeasurementRegisters> registers, Durability durability)
            throws MeasurementException {
        MeasurementConfiguration configuration = MeasurementConfiguration.of(
                        directory, MeasurementFormat.DSTACK, PcrMap.COCO_TDX)
                .with(FileNames.DSTACK_GUEST)
                .with(version)
                .with(durability)
                .withLockLimit(PATIENCE);
        GuestLog log = new GuestLog(
                RuntimeMeasurement.open(configuration, registers.orElseGet(() -> new LogOnly(Digest.SHA_384))),
                version);
        log.snapshot();
        return log;
    }

    /** In which its events are hashed from now on. */
    public EventLogVersion version() {
        return version;
    }

    /**
     * Measures an event.
     *
     * @param name 1 to {@link #MAX_NAME} bytes of UTF-8 without control characters; in version 1 without a colon
     * @param payload at most {@link #MAX_PAYLOAD} bytes
     * @throws MeasurementException {@code BAD_EVENT} for others and where the log has no room, and any that says why it was not
     *     measured
     */
    public Extended emit(String name, Bytes payload) throws MeasurementException {
        if (name.isEmpty()) {
            throw bad("the event has no name");
        }
        if (name.length() > MAX_NAME || Bytes.utf8(name).size() > MAX_NAME) {
            throw bad("the event's name is longer than " + MAX_NAME + " bytes");
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw bad("the event's name has a control character");
        }
        if (payload.size() > MAX_PAYLOAD) {
            throw bad("the event's payload is longer than " + MAX_PAYLOAD + " bytes");
        }
        RuntimeEvent event = new RuntimeEvent(name, payload, version);
        requireRoom(event);
        Extended extended = measurement.extend(name, payload, OptionalInt.empty());
        remember(event);
        return extended;
    }

    /**
     * What cannot be unmeasured must not make all later evidence too large for its readers. Others who measure at the same time may
     * exceed it by a few events.
     */
    private synchronized void requireRoom(RuntimeEvent event) throws MeasurementException {
        long weight = weight(event)
                + known.events().stream().mapToLong(GuestLog::weight).sum()
                + since.stream().mapToLong(GuestLog::weight).sum();
        if (known.events().size() + since.size() >= MAX_EVENTS || weight > MAX_WEIGHT) {
            throw bad("the log has no room for it: a log of more than " + MAX_EVENTS
                    + " events, or of events that take more" + " than " + MAX_WEIGHT
                    + " bytes in an attestation, would make evidence that no verifier reads");
        }
    }

    private synchronized void remember(RuntimeEvent event) {
        since.add(event);
    }

    @Override
    public synchronized Snapshot snapshot() throws MeasurementException {
        LogState state = measurement.state(OptionalInt.empty());
        if (state.size() != known.size()) {
            known = events(state);
        }
        since.clear();
        RuntimeLog runtime = new RuntimeLog(known.events());
        return new Snapshot(new TdxEventLog(List.of()).withRuntime(runtime), runtime, state.value());
    }

    /** A log only grows, so what is known of it stays. */
    private Events events(LogState state) throws MeasurementException {
        List<RuntimeEvent> events = new ArrayList<>(known.events());
        Bytes text = LogBytes.from(known.size(), state);
        try {
            for (String line : text.toUtf8("log").lines().toList()) {
                events.add(RuntimeEvent.readJson(Json.readObject(Bytes.utf8(line), "event")));
            }
        } catch (MalformedEvidenceException e) {
            throw new MeasurementException(MeasurementCode.LOG_DAMAGED, state.log() + ": " + e.inWords());
        }
        return new Events(state.size(), List.copyOf(events));
    }

    private static MeasurementException bad(String words) {
        return new MeasurementException(MeasurementCode.BAD_EVENT, words);
    }
}
