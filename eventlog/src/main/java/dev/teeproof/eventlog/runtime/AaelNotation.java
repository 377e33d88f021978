package dev.teeproof.eventlog.runtime;

import static dev.teeproof.eventlog.runtime.EventText.bad;
import static dev.teeproof.eventlog.runtime.EventText.notSupported;
import static dev.teeproof.eventlog.runtime.EventText.utf8;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Digest;
import dev.teeproof.eventlog.model.EventType;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.LogLimits;
import dev.teeproof.eventlog.model.RegisterIndex;
import java.io.IOException;
import java.util.Optional;

/**
 * Entries of the attestation agent of Confidential Containers, each like one of a crypto-agile TCG log:
 *
 * <pre>
 * offset  size  field            little-endian
 *      0     4  index            of the register
 *      4     4  type             EV_EVENT_TAG
 *      8     4  digests          1
 *     12     2  algorithm
 *     14     n  digest           of all of the event
 *   14+n     4  size             of the event
 *   18+n     4  tag              0x4141454c
 *   22+n     4  size             of the text
 *   26+n        text             domain SP operation SP content
 * </pre>
 *
 * @see "github.com/confidential-containers/guest-components, attestation-agent: event log"
 */
record AaelNotation(Digest algorithm, InitialValues initialValues, LogLimits limits) implements Notation {

    private static final long TAG = 0x4141454cL;
    private static final int TAG_HEADER = 8;

    /** The text of an event, from which its three parts can be told again. */
    static String join(String domain, String operation, String content) throws MeasurementException {
        requireWord(domain, "the domain");
        requireWord(operation, "the operation");
        EventText.requireNoControl(content, "the content", false);
        return domain + " " + operation + " " + content;
    }

    private static void requireWord(String word, String what) throws MeasurementException {
        if (word.isEmpty()) {
            throw bad(what + " is empty");
        }
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) < 0x21 || word.charAt(i) > 0x7f - 1) {
                throw bad(what + " has other than printable ASCII characters without blanks at " + i);
            }
        }
    }

    @Override
    public LogFormat format() {
        return LogFormat.AAEL;
    }

    @Override
    public Entry text(String event, RegisterIndex register) throws MeasurementException {
        String[] parts = event.split(" ", 3);
        if (parts.length < 3) {
            throw bad("the event is not a domain, an operation and content with a space between each");
        }
        return operation(parts[0], parts[1], parts[2], register);
    }

    @Override
    public Entry operation(String domain, String operation, String content, RegisterIndex register)
            throws MeasurementException {
        Bytes text = utf8(join(domain, operation, content), "the event", limits.eventData() - TAG_HEADER);
        Bytes event = new ByteWriter().u32le(TAG).u32le(text.size()).bytes(text).toBytes();
        Bytes digest = algorithm.of(event);
        Bytes entry = new ByteWriter()
                .bytes(head(register))
                .bytes(digest)
                .u32le(event.size())
                .bytes(event)
                .toBytes();
        return Entry.measured(entry, digest);
    }

    private Bytes head(RegisterIndex register) {
        return new ByteWriter()
                .u32le(register.number())
                .u32le(EventType.EV_EVENT_TAG)
                .u32le(1)
                .u16le(HashAlgorithm.of(algorithm).id())
                .toBytes();
    }

    @Override
    public Entry named(String name, Bytes payload) throws MeasurementException {
        throw notSupported("a log of the attestation agent has text, no names with bytes");
    }

    @Override
    public Bytes comment(String text) throws MeasurementException {
        throw notSupported("a log of the attestation agent (AAEL) has no comments");
    }

    @Override
    public LogPosition beginning(RegisterIndex register) throws MeasurementException {
        return new LogPosition(0, 0, Optional.of(initialValues.of(register, algorithm)));
    }

    @Override
    public Optional<Entry> opening(Bytes register) {
        return Optional.empty();
    }

    @Override
    public LogPosition next(LogInput in, LogPosition from, RegisterIndex register)
            throws IOException, MeasurementException {
        Bytes head = head(register);
        int fixed = head.size() + algorithm.size() + 4;
        try {
            ByteReader start = ByteReader.of(in.take(fixed, fixed), "entry");
            if (!start.take("head", head.size()).equals(head)) {
                throw in.damaged("an entry is not one of " + register + " with one digest, or not of the agent's kind");
            }
            Bytes digest = start.take("digest", algorithm.size());
            long size = start.u32le("size");
            Bytes event = in.take(size, limits.eventData());
            ByteReader tagged = ByteReader.of(event, "event");
            boolean whole = tagged.u32le("tag") == TAG && tagged.u32le("size") == tagged.remaining();
            if (!whole || !algorithm.of(event).equals(digest)) {
                throw in.damaged("an entry's digest is not that of its event, or the event not of the agent's kind");
            }
            return from.extended(fixed + event.size(), algorithm, digest);
        } catch (MalformedEvidenceException e) {
            throw in.damaged(e.inWords());
        }
    }
}
