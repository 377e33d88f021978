package dev.teeproof.eventlog.canonical;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.eventlog.model.Content;
import dev.teeproof.eventlog.model.EventDigest;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.LogFrame;
import dev.teeproof.eventlog.model.LogRecord;
import java.util.HashSet;
import java.util.Set;

/** What a writer demands of what it is given; whoever calls one has converted the records, so a fault here is a bug. */
public final class Carried {

    private static final int MAX_VALUES = 1_500_000;

    private Carried() {}

    /** The exception for a record that the format cannot carry. */
    public static IllegalArgumentException not(LogRecord record, String why) {
        return new IllegalArgumentException("record " + record.recnum() + " cannot be written: " + why);
    }

    /** Refuses a frame, which only some formats carry. */
    public static void noFrame(LogFrame frame) {
        if (!(frame instanceof LogFrame.None)) {
            throw new IllegalArgumentException("the format carries records alone, no " + frame);
        }
    }

    /** One digest at least, each algorithm once, each digest of its algorithm's length; a register of 32 bits. */
    public static void check(LogRecord record) {
        if (record.register().number() < 0 || record.register().number() > RegisterRules.U32) {
            throw not(record, "a register's number has 32 bits");
        }
        boolean fits = switch (record.content()) {
            case Content.PcClient event -> event.eventType() >= 0 && event.eventType() <= RegisterRules.U32;
            case Content.Management.CelVersion version -> version.major() >= 0 && version.minor() >= 0;
            case Content.Management.CelTimestamp time -> time.value() >= 0;
            case Content.Management.StateTransition state -> state.state() >= 0;
            case Content.Cos cos -> cos.type() >= 0 && cos.type() <= 0xff;
            default -> true;
        };
        if (!fits) {
            throw not(record, "a number in its content is out of range");
        }
        if (record.digests().isEmpty()) {
            throw not(record, "it has no digest");
        }
        Set<HashAlgorithm> seen = new HashSet<>();
        for (EventDigest digest : record.digests()) {
            int size = digest.value().size();
            if (!seen.add(digest.algorithm())) {
                throw not(record, digest.algorithm() + " stands twice");
            }
            if (size == 0
                    || digest.algorithm().digest().map(known -> known.size()).orElse(size) != size) {
                throw not(record, size + " bytes are no digest of " + digest.algorithm());
            }
        }
    }

    /** A number that a log counts with. */
    public static long recnum(LogRecord record) {
        if (record.recnum() < 0) {
            throw not(record, "record numbers are not negative");
        }
        return record.recnum();
    }

    /** The object that is written as {@code json}. */
    public static JsonObject object(LogRecord record, String json) {
        try {
            return Json.readObject(Bytes.utf8(json), "content", MAX_VALUES);
        } catch (MalformedEvidenceException e) {
            throw new IllegalArgumentException(
                    "record " + record.recnum() + " cannot be written: its content is no JSON object", e);
        }
    }
}
