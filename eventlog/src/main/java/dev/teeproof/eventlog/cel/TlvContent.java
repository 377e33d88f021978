package dev.teeproof.eventlog.cel;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.eventlog.canonical.Faults;
import dev.teeproof.eventlog.cel.TlvCursor.Tlv;
import dev.teeproof.eventlog.model.Content;
import dev.teeproof.eventlog.model.Content.Management;
import dev.teeproof.eventlog.model.LogLimits;

/** Reads the content of a record in TLV. */
final class TlvContent {

    static final int CEL_VERSION = 1;
    static final int FIRMWARE_END = 2;
    static final int CEL_TIMESTAMP = 80;
    static final int STATE_TRANSITION = 81;

    private final ByteReader in;
    private final TlvCursor cursor;
    private final LogLimits limits;

    TlvContent(ByteReader in, TlvCursor cursor, LogLimits limits) {
        this.in = in;
        this.cursor = cursor;
        this.limits = limits;
    }

    /** How large the value of any content may be: the data, and what is put around them. */
    static long most(LogLimits limits) {
        return (long) limits.eventData() + limits.templateName() + 64;
    }

    Content read(Tlv tlv) throws MalformedEvidenceException {
        int code = tlv.type();
        if (ContentCode.isReserved(code)) {
            throw in.fault(Malformation.BAD_VALUE, "content", tlv.at(), "a type of content, not the reserved " + code);
        }
        Content content = switch (code) {
            case ContentCode.MANAGEMENT -> management(tlv);
            case ContentCode.PC_CLIENT -> pcClient(tlv);
            case ContentCode.IMA_TEMPLATE -> imaTemplate(tlv);
            case ContentCode.IMA_TLV -> imaTlv(tlv);
            case ContentCode.SYSTEMD, ContentCode.SYSTEMD_OF_LIBCEL -> systemd(tlv);
            case ContentCode.COS -> cos(tlv);
            default -> new Content.Opaque(code, cursor.bytes("content", tlv, limits.eventData()));
        };
        cursor.end("content", tlv);
        return content;
    }

    private Content pcClient(Tlv tlv) throws MalformedEvidenceException {
        long type = cursor.integer("event_type", cursor.inner("event_type", tlv, 0), 4);
        Bytes data = cursor.bytes("event_data", cursor.inner("event_data", tlv, 1), limits.eventData());
        return new Content.PcClient(type, data);
    }

    private Content imaTemplate(Tlv tlv) throws MalformedEvidenceException {
        String name = cursor.text("template_name", cursor.inner("template_name", tlv, 0), limits.templateName());
        Bytes data = cursor.bytes("template_data", cursor.inner("template_data", tlv, 1), limits.eventData());
        return new Content.ImaTemplate(name, data);
    }

    /** Only that the value consists of values is checked. */
    private Content imaTlv(Tlv tlv) throws MalformedEvidenceException {
        while (cursor.isInside(tlv)) {
            cursor.bytes("ima_tlv", cursor.inner("ima_tlv", tlv), limits.eventData());
        }
        return new Content.ImaTlv(in.since(tlv.start()));
    }

    private Content systemd(Tlv tlv) throws MalformedEvidenceException {
        Bytes text = cursor.bytes("systemd", tlv, limits.eventData());
        try {
            return new Content.Systemd(Json.write(Json.readObject(text, "systemd", limits.jsonValues())));
        } catch (MalformedEvidenceException e) {
            MalformedEvidenceException here = Faults.within(e, tlv.start());
            throw in.fault(here.code(), "systemd", (int) here.offset(), here.expected());
        }
    }

    private Content cos(Tlv tlv) throws MalformedEvidenceException {
        Tlv event = cursor.inner("cos", tlv);
        return new Content.Cos(event.type(), cursor.bytes("cos", event, limits.eventData()));
    }

    private Management management(Tlv tlv) throws MalformedEvidenceException {
        Tlv event = cursor.inner("cel", tlv);
        Management content = switch (event.type()) {
            case CEL_VERSION ->
                new Management.CelVersion(
                        cursor.integer("major", cursor.inner("major", event, 0), 8),
                        cursor.integer("minor", cursor.inner("minor", event, 1), 8));
            case FIRMWARE_END -> new Management.FirmwareEnd();
            case CEL_TIMESTAMP -> new Management.CelTimestamp(cursor.integer("cel_timestamp", event, 8));
            case STATE_TRANSITION -> new Management.StateTransition(cursor.integer("state_trans", event, 8));
            default ->
                throw in.fault(Malformation.BAD_VALUE, "cel", event.at(), "a management event, not " + event.type());
        };
        cursor.end("cel", event);
        return content;
    }
}
