package dev.teeproof.eventlog.cel;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.cbor.CborWriter;
import dev.teeproof.codec.json.Json;
import dev.teeproof.eventlog.canonical.Carried;
import dev.teeproof.eventlog.cel.CelTlvWriter.SystemdCode;
import dev.teeproof.eventlog.model.Content;
import dev.teeproof.eventlog.model.Content.Management;
import dev.teeproof.eventlog.model.EventDigest;
import dev.teeproof.eventlog.model.LogFrame;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.RegisterIndex;
import dev.teeproof.eventlog.model.RegisterIndex.NvIndex;
import dev.teeproof.eventlog.model.RegisterIndex.Pcr;
import java.util.List;

/**
 * Writes a canonical log in deterministic CBOR. A native event log's line has no type there; an RTMR is written as CC
 * measurement register.
 *
 * @see CelCborReader
 */
public final class CelCborWriter {

    private CelCborWriter() {}

    /** What stands around the records. */
    public enum Form {
        /** An array. */
        ARRAY,
        /** Nothing: maps one after another (RFC 8742). */
        SEQUENCE
    }

    /**
     * How a log is written.
     *
     * @param form by default {@link Form#ARRAY}
     * @param systemd by default {@link SystemdCode#TCG}
     */
    public record Options(Form form, SystemdCode systemd) {

        public static final Options DEFAULT = new Options(Form.ARRAY, SystemdCode.TCG);
    }

    /**
     * The log, with the usual options.
     *
     * @throws IllegalArgumentException for a record that the format cannot carry, or a frame
     */
    public static Bytes write(LogFrame frame, List<LogRecord> records) {
        return write(frame, records, Options.DEFAULT);
    }

    /**
     * The log.
     *
     * @throws IllegalArgumentException for a record that the format cannot carry, or a frame
     */
    public static Bytes write(LogFrame frame, List<LogRecord> records, Options options) {
        Carried.noFrame(frame);
        CborWriter out = new CborWriter();
        if (options.form == Form.ARRAY) {
            out.array(records.size());
        }
        records.forEach(record -> record(out, record, options));
        return out.toBytes();
    }

    private static void record(CborWriter out, LogRecord record, Options options) {
        Carried.check(record);
        RegisterIndex register = record.register().canonical();
        out.map(5).unsigned(0).unsigned(Carried.recnum(record));
        if (register instanceof Pcr) {
            out.unsigned(1).unsigned(register.number());
        } else if (register instanceof NvIndex) {
            out.unsigned(2).unsigned(register.number());
        }
        out.unsigned(3).array(record.digests().size());
        for (EventDigest digest : record.digests()) {
            out.map(2).unsigned(0).unsigned(digest.algorithm().id()).unsigned(1).bytes(digest.value());
        }
        content(out, record, options);
        if (register instanceof RegisterIndex.CcMr) {
            out.unsigned(ContentCode.CC_MR).unsigned(register.number());
        }
    }

    private static void content(CborWriter out, LogRecord record, Options options) {
        switch (record.content()) {
            case Content.PcClient event ->
                type(out, ContentCode.PC_CLIENT)
                        .map(2)
                        .unsigned(0)
                        .unsigned(event.eventType())
                        .unsigned(1)
                        .bytes(event.data());
            case Management event -> management(type(out, ContentCode.MANAGEMENT), event);
            case Content.ImaTemplate ima ->
                type(out, ContentCode.IMA_TEMPLATE)
                        .map(2)
                        .unsigned(0)
                        .text(ima.name())
                        .unsigned(1)
                        .bytes(ima.data());
            case Content.ImaTlv ima -> type(out, ContentCode.IMA_TLV).bytes(ima.tlv());
            case Content.Systemd systemd ->
                type(out, options.systemd.code).bytes(Bytes.utf8(Json.write(Carried.object(record, systemd.json()))));
            case Content.Cos cos -> type(out, ContentCode.COS).bytes(EncodedContent.write(cos));
            case Content.Opaque opaque ->
                type(out, ContentCode.ofOpaque(record, opaque)).bytes(opaque.value());
            case Content.NelrLine line -> throw Carried.not(record, "CC-CEL has no number, it exists in JSON alone");
            case Content.Dstack dstack -> throw Carried.not(record, "dstack's events are no canonical content");
        }
    }

    private static CborWriter type(CborWriter out, long code) {
        return out.unsigned(9).unsigned(code).unsigned(10);
    }

    private static void management(CborWriter out, Management event) {
        switch (event) {
            case Management.CelVersion version ->
                out.map(2)
                        .unsigned(0)
                        .unsigned(TlvContent.CEL_VERSION)
                        .unsigned(1)
                        .map(2)
                        .unsigned(0)
                        .unsigned(version.major())
                        .unsigned(1)
                        .unsigned(version.minor());
            case Management.FirmwareEnd end -> out.map(1).unsigned(0).unsigned(TlvContent.FIRMWARE_END);
            case Management.CelTimestamp time -> number(out, TlvContent.CEL_TIMESTAMP, time.value());
            case Management.StateTransition state -> number(out, TlvContent.STATE_TRANSITION, state.state());
        }
    }

    private static void number(CborWriter out, int type, long value) {
        out.map(2).unsigned(0).unsigned(type).unsigned(1).unsigned(value);
    }
}
