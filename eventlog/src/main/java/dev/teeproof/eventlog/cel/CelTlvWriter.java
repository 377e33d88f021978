package dev.teeproof.eventlog.cel;

import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.json.Json;
import dev.teeproof.eventlog.canonical.Carried;
import dev.teeproof.eventlog.model.Content;
import dev.teeproof.eventlog.model.Content.Management;
import dev.teeproof.eventlog.model.EventDigest;
import dev.teeproof.eventlog.model.LogFrame;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.RegisterIndex;
import dev.teeproof.eventlog.model.RegisterIndex.CcMr;
import dev.teeproof.eventlog.model.RegisterIndex.NvIndex;
import dev.teeproof.eventlog.model.RegisterIndex.Pcr;
import dev.teeproof.eventlog.model.RegisterIndex.Rtmr;
import java.util.List;

/**
 * Writes a canonical log in TLV. A native event log's line has no type there and an algorithm has one byte; an RTMR is written
 * as CC measurement register.
 *
 * @see CelTlvReader
 */
public final class CelTlvWriter {

    private CelTlvWriter() {}

    /** How many bytes a record's number and its register have. */
    public enum Integers {
        /** Eight for the number and one for the register (four where one is too small), as Google writes them. */
        FIXED,
        /** As few as possible, one at least, as libcel writes them. */
        MINIMAL
    }

    /** The type of systemd's content. */
    public enum SystemdCode {
        /** 9, as version 1.1 of the format has it. */
        TCG(ContentCode.SYSTEMD),
        /** 11, as libcel has it. */
        LIBCEL(ContentCode.SYSTEMD_OF_LIBCEL);

        final int code;

        SystemdCode(int code) {
            this.code = code;
        }
    }

    /**
     * How a log is written.
     *
     * @param integers by default {@link Integers#FIXED}, which every reader takes
     * @param systemd by default {@link SystemdCode#TCG}
     */
    public record Options(Integers integers, SystemdCode systemd) {

        public static final Options DEFAULT = new Options(Integers.FIXED, SystemdCode.TCG);
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
        ByteWriter out = new ByteWriter();
        for (LogRecord record : records) {
            Carried.check(record);
            boolean fixed = options.integers == Integers.FIXED;
            long recnum = Carried.recnum(record);
            tlv(out, 0, integer(recnum, fixed ? 8 : 1));
            long number = record.register().canonical().number();
            tlv(out, registerType(record.register().canonical()), integer(number, fixed && number > 0xff ? 4 : 1));
            tlv(out, 3, digests(record));
            content(out, record, options);
        }
        return out.toBytes();
    }

    private static int registerType(RegisterIndex register) {
        return switch (register) {
            case Pcr pcr -> 1;
            case NvIndex nvIndex -> 2;
            case CcMr ccMr -> ContentCode.CC_MR;
            case Rtmr rtmr -> ContentCode.CC_MR;
        };
    }

    private static Bytes digests(LogRecord record) {
        ByteWriter out = new ByteWriter();
        for (EventDigest digest : record.digests()) {
            if (digest.algorithm().id() > 0xff) {
                throw Carried.not(record, "the number of an algorithm has one byte, not " + digest.algorithm());
            }
            tlv(out, digest.algorithm().id(), digest.value());
        }
        return out.toBytes();
    }

    private static void content(ByteWriter out, LogRecord record, Options options) {
        switch (record.content()) {
            case Content.PcClient event ->
                tlv(
                        out,
                        ContentCode.PC_CLIENT,
                        Bytes.concat(tlv(0, integer(event.eventType(), 1)), tlv(1, event.data())));
            case Management event -> tlv(out, ContentCode.MANAGEMENT, management(event));
            case Content.ImaTemplate ima ->
                tlv(out, ContentCode.IMA_TEMPLATE, Bytes.concat(tlv(0, Bytes.utf8(ima.name())), tlv(1, ima.data())));
            case Content.ImaTlv ima -> tlv(out, ContentCode.IMA_TLV, ima.tlv());
            case Content.Systemd systemd ->
                tlv(out, options.systemd.code, Bytes.utf8(Json.write(Carried.object(record, systemd.json()))));
            case Content.Cos cos -> tlv(out, ContentCode.COS, tlv(cos.type(), cos.value()));
            case Content.Opaque opaque -> {
                long code = ContentCode.ofOpaque(record, opaque);
                if (code > 0xff) {
                    throw Carried.not(record, "a type of content has one byte, not " + code);
                }
                tlv(out, (int) code, opaque.value());
            }
            case Content.NelrLine line -> throw Carried.not(record, "CC-CEL has no number, it exists in JSON alone");
            case Content.Dstack dstack -> throw Carried.not(record, "dstack's events are no canonical content");
        }
    }

    private static Bytes management(Management event) {
        return switch (event) {
            case Management.CelVersion version ->
                tlv(
                        TlvContent.CEL_VERSION,
                        Bytes.concat(tlv(0, integer(version.major(), 1)), tlv(1, integer(version.minor(), 1))));
            case Management.FirmwareEnd end -> tlv(TlvContent.FIRMWARE_END, Bytes.empty());
            case Management.CelTimestamp time -> tlv(TlvContent.CEL_TIMESTAMP, integer(time.value(), 1));
            case Management.StateTransition state -> tlv(TlvContent.STATE_TRANSITION, integer(state.state(), 1));
        };
    }

    /** As many bytes as it needs, but no fewer than {@code least}. */
    private static Bytes integer(long value, int least) {
        int size = Math.max(least, (71 - Long.numberOfLeadingZeros(value)) / 8);
        return new ByteWriter().bigEndian(value, size).toBytes();
    }

    /** The value with its type and length. */
    static Bytes tlv(int type, Bytes value) {
        ByteWriter out = new ByteWriter();
        tlv(out, type, value);
        return out.toBytes();
    }

    private static void tlv(ByteWriter out, int type, Bytes value) {
        out.u8(type).bigEndian(value.size(), 4).bytes(value);
    }
}
