package dev.teeproof.eventlog.runtime;

import static dev.teeproof.eventlog.runtime.EventText.bad;
import static dev.teeproof.eventlog.runtime.EventText.notSupported;
import static dev.teeproof.eventlog.runtime.EventText.utf8;

import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Hex;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Digest;
import dev.teeproof.eventlog.model.LogLimits;
import dev.teeproof.eventlog.model.RegisterIndex;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Native event logs: a record is a line, its digest that of the line without line feed. A line that begins with # is not
 * measured. The first record, which is extended like any other, says the algorithm and what the register held.
 *
 * @param algorithm one that the format has a name for
 * @see "github.com/confidential-containers/guest-components, issue 495"
 */
record NelrNotation(Digest algorithm, String token, LogLimits limits) implements Notation {

    private static final Pattern RESERVED = Pattern.compile("[A-Z][A-Z0-9_-]*");

    static NelrNotation of(Digest algorithm, LogLimits limits) throws MeasurementException {
        String token =
                switch (algorithm) {
                    case SHA_1 -> "sha1";
                    case SHA_256 -> "sha256";
                    case SHA_384 -> "sha384";
                    case SHA_512 -> "sha512";
                    case SM3_256 -> "sm3";
                    case SHA3_256, SHA3_384, SHA3_512 ->
                        throw notSupported("a native event log has no name for " + algorithm);
                };
        return new NelrNotation(algorithm, token, limits);
    }

    @Override
    public LogFormat format() {
        return LogFormat.NELR;
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
        int space = event.indexOf(' ');
        String domain = space < 0 ? event : event.substring(0, space);
        if (RESERVED.matcher(domain).matches()) {
            throw bad("the event's domain " + domain + " is in upper case, which is kept for the keepers of logs");
        }
        Bytes line = utf8(event, "the event", limits.eventData());
        return Entry.measured(ended(line), algorithm.of(line));
    }

    @Override
    public Entry operation(String domain, String operation, String content, RegisterIndex register)
            throws MeasurementException {
        return text(AaelNotation.join(domain, operation, content), register);
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
        Bytes line = Bytes.utf8("INIT " + token + "/" + register.toHex());
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
        Bytes init = Bytes.utf8("INIT ");
        boolean isInit = line.size() >= init.size() && line.slice(0, init.size()).equals(init);
        if (from.records() > 0) {
            if (isInit) {
                throw in.damaged("it has a second INIT");
            }
            return from.extended(bytes, algorithm, algorithm.of(line));
        }
        return from.begun(bytes, algorithm, stated(line, in), algorithm.of(line));
    }

    /** What the register held when the log was begun. */
    private Bytes stated(Bytes line, LogInput in) throws MeasurementException {
        Bytes start = Bytes.utf8("INIT " + token + "/");
        if (line.size() < start.size() || !line.slice(0, start.size()).equals(start)) {
            throw in.damaged("its first record is not INIT with " + token);
        }
        try {
            return Hex.decode(line.slice(start.size(), line.size()).toUtf8("INIT"), "INIT", algorithm.size());
        } catch (MalformedEvidenceException e) {
            throw in.damaged(e.inWords());
        }
    }

    private static Bytes ended(Bytes line) {
        return Bytes.concat(line, Bytes.of('\n'));
    }
}
