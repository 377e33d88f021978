package dev.teeproof.eventlog.runtime;

import static dev.teeproof.eventlog.runtime.EventText.bad;
import static dev.teeproof.eventlog.runtime.EventText.notSupported;
import static dev.teeproof.eventlog.runtime.EventText.utf8;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Digest;
import dev.teeproof.eventlog.aael.AaelEvent;
import dev.teeproof.eventlog.model.Content.PcClient;
import dev.teeproof.eventlog.model.EventDigest;
import dev.teeproof.eventlog.model.EventType;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.InitialValues;
import dev.teeproof.eventlog.model.LogLimits;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.RegisterIndex;
import dev.teeproof.eventlog.tcg.Event2;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Entries of the attestation agent of Confidential Containers: TCG events, each with one digest, that of its data.
 *
 * @see Event2
 * @see AaelEvent
 */
record AaelNotation(Digest algorithm, InitialValues initialValues, LogLimits limits) implements Notation {

    private static final int TAG_AND_SIZE = 8;

    /** The text of an event, from which its three parts can be told again. */
    static AaelEvent event(String domain, String operation, String content) throws MeasurementException {
        requireWord(domain, "the domain");
        requireWord(operation, "the operation");
        EventText.requireNoControl(content, "the content", false);
        return new AaelEvent(domain, operation, content);
    }

    private static void requireWord(String word, String what) throws MeasurementException {
        if (word.isEmpty()) {
            throw bad(what + " is empty");
        }
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) < 0x21 || word.charAt(i) > 0x7e) {
                throw bad(what + " has other than printable ASCII characters without blanks at " + i);
            }
        }
    }

    @Override
    public MeasurementFormat format() {
        return MeasurementFormat.AAEL;
    }

    @Override
    public Entry text(String event, RegisterIndex register) throws MeasurementException {
        try {
            AaelEvent parts = AaelEvent.parse(event);
            return operation(parts.domain(), parts.operation(), parts.content(), register);
        } catch (MalformedEvidenceException e) {
            throw bad("the event is not a domain, an operation and content with a space between each");
        }
    }

    @Override
    public Entry operation(String domain, String operation, String content, RegisterIndex register)
            throws MeasurementException {
        AaelEvent event = event(domain, operation, content);
        utf8(event.text(), "the event", limits.eventData() - TAG_AND_SIZE);
        PcClient tagged = event.toPcClient();
        Bytes digest = algorithm.of(tagged.data());
        EventDigest only = new EventDigest(HashAlgorithm.of(algorithm), digest);
        ByteWriter out = new ByteWriter();
        Event2.write(new LogRecord(0, register, List.of(only), tagged), out);
        return Entry.measured(out.toBytes(), digest);
    }

    /** With which every entry for this register begins. */
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
        return new LogPosition(0, 0, Optional.of(RegisterFiles.initial(initialValues, register, algorithm)));
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
            AaelEvent.read(event);
            if (!algorithm.of(event).equals(digest)) {
                throw in.damaged("an entry's digest is not that of its event");
            }
            return from.extended(fixed + event.size(), algorithm, digest);
        } catch (MalformedEvidenceException e) {
            throw in.damaged(e.inWords());
        }
    }
}
