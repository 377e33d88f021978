package dev.teeproof.eventlog.runtime;

import static dev.teeproof.eventlog.runtime.EventText.bad;
import static dev.teeproof.eventlog.runtime.EventText.notSupported;
import static dev.teeproof.eventlog.runtime.EventText.utf8;

import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Digest;
import dev.teeproof.eventlog.model.Content.NelrLine;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.LogLimits;
import dev.teeproof.eventlog.model.RegisterIndex;
import dev.teeproof.eventlog.nelr.NelrInit;
import dev.teeproof.eventlog.nelr.NelrLines;
import java.io.IOException;
import java.util.Optional;

/**
 * Native event logs: a record is a line, its digest that of the line without line feed. A line that begins with # is not
 * measured. The first record, which is extended like any other, says the algorithm and what the register held.
 *
 * @see "github.com/confidential-containers/guest-components, issue 495"
 */
record NelrNotation(Digest algorithm, LogLimits limits) implements Notation {

    @Override
    public MeasurementFormat format() {
        return MeasurementFormat.NELR;
    }

    @Override
    public Entry text(String event, RegisterIndex register) throws MeasurementException {
        if (event.isEmpty()) {
            throw bad("the event is empty, and a line without bytes is not measured");
        }
        if (event.startsWith("#")) {
            throw bad("the event begins with #, and such a line is not measured");
        }
        EventText.requireNoControl(event, "the event", true);
        Bytes line = utf8(event, "the event", limits.eventData());
        if (NelrLines.hasReservedDomain(line)) {
            throw bad("the event's domain is in upper case like INIT, which is kept for the keepers of logs");
        }
        return Entry.measured(ended(line), algorithm.of(line));
    }

    @Override
    public Entry operation(String domain, String operation, String content, RegisterIndex register)
            throws MeasurementException {
        return text(AaelNotation.event(domain, operation, content).text(), register);
    }

    @Override
    public Entry named(String name, Bytes payload) throws MeasurementException {
        throw notSupported("a native event log has lines of text, no names with bytes");
    }

    /** A line feed at the end begins no further line. */
    @Override
    public Bytes comment(String text) throws MeasurementException {
        utf8(text, "the comment", limits.eventData() - 2);
        String lines = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        ByteWriter out = new ByteWriter();
        for (String line : lines.split("\n", -1)) {
            EventText.requireNoControl(line, "the comment", true);
            out.bytes(Bytes.utf8(line.isEmpty() ? "#\n" : "# " + line + "\n"));
        }
        return out.toBytes();
    }

    @Override
    public LogPosition beginning(RegisterIndex register) {
        return new LogPosition(0, 0, Optional.empty());
    }

    @Override
    public Optional<Entry> opening(Bytes register) {
        Bytes line = new NelrInit(HashAlgorithm.of(algorithm), register).line();
        return Optional.of(Entry.measured(ended(line), algorithm.of(line)));
    }

    @Override
    public LogPosition next(LogInput in, LogPosition from, RegisterIndex register)
            throws IOException, MeasurementException {
        Bytes line = in.line(limits.eventData());
        int bytes = line.size() + 1;
        if (line.isEmpty() || line.at(0) == '#') {
            return from.past(bytes);
        }
        if (from.records() == 0) {
            return from.begun(bytes, algorithm, stated(line, in), algorithm.of(line));
        }
        if (new NelrLine(line).isInit()) {
            throw in.damaged("it has a second INIT");
        }
        return from.extended(bytes, algorithm, algorithm.of(line));
    }

    /** What the register held when the log was begun. */
    private Bytes stated(Bytes line, LogInput in) throws MeasurementException {
        try {
            NelrInit init = NelrInit.read(line);
            if (!init.algorithm().equals(HashAlgorithm.of(algorithm))) {
                throw in.damaged("its INIT names " + init.algorithm() + ", and the registers have "
                        + HashAlgorithm.of(algorithm));
            }
            return init.value();
        } catch (MalformedEvidenceException e) {
            throw in.damaged(e.inWords());
        }
    }

    private static Bytes ended(Bytes line) {
        return Bytes.concat(line, Bytes.of('\n'));
    }
}
