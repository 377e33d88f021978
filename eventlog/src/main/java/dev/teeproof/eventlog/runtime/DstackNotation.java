package dev.teeproof.eventlog.runtime;

import static dev.teeproof.eventlog.runtime.EventText.bad;
import static dev.teeproof.eventlog.runtime.EventText.notSupported;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.crypto.Digest;
import dev.teeproof.eventlog.dstack.EventLogVersion;
import dev.teeproof.eventlog.dstack.RuntimeEvent;
import dev.teeproof.eventlog.model.InitialValues;
import dev.teeproof.eventlog.model.LogLimits;
import dev.teeproof.eventlog.model.RegisterIndex;
import java.io.IOException;
import java.util.Optional;

/**
 * Logs of dstack guests: on each line a JSON object with {@code event}, {@code payload} in Base64 and, unless it is 1,
 * {@code version}. The digest is computed from what they say.
 *
 * @see "github.com/Dstack-TEE/dstack, cc-eventlog: runtime events"
 */
record DstackNotation(Digest algorithm, EventLogVersion version, InitialValues initialValues, LogLimits limits)
        implements Notation {

    @Override
    public MeasurementFormat format() {
        return MeasurementFormat.DSTACK;
    }

    @Override
    public Entry text(String event, RegisterIndex register) throws MeasurementException {
        throw notSupported("an event of dstack has a name and bytes, it is no line of text");
    }

    @Override
    public Entry operation(String domain, String operation, String content, RegisterIndex register)
            throws MeasurementException {
        throw notSupported("an event of dstack has a name and bytes, no domain and operation");
    }

    @Override
    public Entry named(String name, Bytes payload) throws MeasurementException {
        EventText.utf8(name, "the event's name", limits.eventData());
        if (payload.size() > limits.eventData()) {
            throw bad("the event's payload is longer than " + limits.eventData() + " bytes");
        }
        RuntimeEvent event = new RuntimeEvent(name, payload, version);
        if (event.isAmbiguous()) {
            throw bad("the event's name has a colon: in version 1 another name and payload would be hashed alike");
        }
        Bytes line = Bytes.utf8(Json.write(event.toJson()));
        if (line.size() > limits.eventData()) {
            throw bad("the event's line is longer than " + limits.eventData() + " bytes");
        }
        return Entry.measured(Bytes.concat(line, Bytes.of('\n')), event.digest(algorithm));
    }

    @Override
    public Bytes comment(String text) throws MeasurementException {
        throw notSupported("a log of dstack has no comments");
    }

    @Override
    public LogPosition beginning(RegisterIndex register) throws MeasurementException {
        return new LogPosition(0, 0, Optional.of(RegisterFiles.initial(initialValues, register, algorithm)));
    }

    @Override
    public Optional<Entry> opening(Bytes register) {
        return Optional.empty();
    }

    @Override
    public LogPosition next(LogInput in, LogPosition from, RegisterIndex register)
            throws IOException, MeasurementException {
        Bytes line = in.line(limits.eventData());
        try {
            RuntimeEvent event = RuntimeEvent.readJson(Json.readObject(line, "event"));
            return from.extended(line.size() + 1, algorithm, event.digest(algorithm));
        } catch (MalformedEvidenceException e) {
            throw in.damaged(e.inWords());
        }
    }
}
