package dev.teeproof.eventlog.cel;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.cbor.CborReader;
import dev.teeproof.codec.cbor.CborType;
import dev.teeproof.codec.cbor.NumberedMembers;
import dev.teeproof.eventlog.model.Content;
import dev.teeproof.eventlog.model.Content.Management;
import dev.teeproof.eventlog.model.LogLimits;
import dev.teeproof.eventlog.model.LogMalformation;

/** Reads the content of a record in CBOR. */
final class CborContent {

    private final CborReader in;
    private final LogLimits limits;

    CborContent(CborReader in, LogLimits limits) {
        this.in = in.named("content");
        this.limits = limits;
    }

    /** @param code as the map gave it before; -1 if it did not */
    Content read(long code) throws MalformedEvidenceException {
        if (code < 0) {
            throw in.fault(Malformation.MISSING, in.position(), "the key 9, the type of the content");
        }
        if (ContentCode.isReserved(code)) {
            throw in.fault(Malformation.BAD_VALUE, in.position(), "a type of content, not the reserved " + code);
        }
        return switch ((int) Math.min(code, Integer.MAX_VALUE)) {
            case ContentCode.MANAGEMENT -> management();
            case ContentCode.PC_CLIENT -> pcClient();
            case ContentCode.IMA_TEMPLATE -> imaTemplate();
            case ContentCode.IMA_TLV, ContentCode.SYSTEMD, ContentCode.SYSTEMD_OF_LIBCEL, ContentCode.COS ->
                EncodedContent.read(code, bytes(limits.eventData() + EncodedContent.HEADER), limits, this::shifted);
            default -> new Content.Opaque(code, bytes(limits.eventData()));
        };
    }

    /** A fault within the byte string that was just read. */
    private MalformedEvidenceException shifted(EncodedContent.Fault fault) {
        return in.fault(fault.code(), in.position() - fault.fromEnd(), fault.expected());
    }

    private Bytes bytes(int most) throws MalformedEvidenceException {
        int at = in.position();
        Bytes bytes = in.bytes();
        limit(at, bytes.size(), most);
        return bytes;
    }

    private void limit(int at, int size, int most) throws MalformedEvidenceException {
        if (size > most) {
            throw in.fault(LogMalformation.LIMIT, at, "at most " + most + " bytes");
        }
    }

    private Content pcClient() throws MalformedEvidenceException {
        NumberedMembers members = in.numbered(2);
        CelCborReader.key(in, members, 0);
        int at = in.position();
        long type;
        if (in.next() == CborType.TEXT) {
            type = EventTypes.named(in.text()).orElse(-1L);
        } else {
            type = in.unsigned();
        }
        if (type < 0 || type > 0xffff_ffffL) {
            throw in.fault(Malformation.BAD_VALUE, at, "the name of an event type, or a number of 32 bits");
        }
        CelCborReader.key(in, members, 1);
        return new Content.PcClient(type, bytes(limits.eventData()));
    }

    private Content imaTemplate() throws MalformedEvidenceException {
        NumberedMembers members = in.numbered(2);
        CelCborReader.key(in, members, 0);
        int at = in.position();
        String name = in.text();
        limit(at, name.length(), limits.templateName());
        CelCborReader.key(in, members, 1);
        return new Content.ImaTemplate(name, bytes(limits.eventData()));
    }

    private Management management() throws MalformedEvidenceException {
        NumberedMembers members = in.numbered(2);
        CelCborReader.key(in, members, 0);
        int at = in.position();
        long type = in.unsigned();
        if (type == TlvContent.FIRMWARE_END) {
            firmwareEnd(members);
            return new Management.FirmwareEnd();
        }
        CelCborReader.key(in, members, 1);
        return switch ((int) Math.min(type, Integer.MAX_VALUE)) {
            case TlvContent.CEL_VERSION -> version();
            case TlvContent.CEL_TIMESTAMP -> new Management.CelTimestamp(in.unsigned());
            case TlvContent.STATE_TRANSITION -> new Management.StateTransition(in.unsigned());
            default -> throw in.fault(Malformation.BAD_VALUE, at, "a management event, not " + type);
        };
    }

    /** It has no data: none, or null. */
    private void firmwareEnd(NumberedMembers members) throws MalformedEvidenceException {
        int at = in.position();
        var key = members.next();
        if (key.isEmpty()) {
            return;
        }
        if (key.getAsLong() != 1) {
            throw in.fault(Malformation.BAD_VALUE, at, "the key 1, not " + key.getAsLong());
        }
        in.nil();
    }

    private Management version() throws MalformedEvidenceException {
        NumberedMembers members = in.numbered(2);
        CelCborReader.key(in, members, 0);
        long major = in.unsigned();
        CelCborReader.key(in, members, 1);
        return new Management.CelVersion(major, in.unsigned());
    }
}
