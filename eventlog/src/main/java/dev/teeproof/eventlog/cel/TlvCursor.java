package dev.teeproof.eventlog.cel;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.eventlog.model.LogLimits;
import dev.teeproof.eventlog.model.LogMalformation;

/**
 * Steps through values within values: type, one byte; length, four bytes big-endian; value. All offsets are those of the
 * log. A value that is longer than the one around it is no {@code TRUNCATED} log: more bytes would not help.
 */
final class TlvCursor {

    private static final int HEADER = 5;

    private final ByteReader in;
    private final LogLimits limits;

    TlvCursor(ByteReader in, LogLimits limits) {
        this.in = in;
        this.limits = limits;
    }

    /**
     * A value whose header has been read.
     *
     * @param at where its type stands
     * @param depth 1 for a record's own fields
     */
    record Tlv(int type, int at, long size, int depth) {

        int start() {
            return at + HEADER;
        }

        /** Where the next value begins. */
        long end() {
            return start() + size;
        }
    }

    /** The header of a record's field; how long the value may be is for {@link #require} to check. */
    Tlv field(String field) throws MalformedEvidenceException {
        int at = in.position();
        int type = in.u8(field);
        return new Tlv(type, at, in.bigEndian(field, 4), 1);
    }

    /** Refuses a field that is longer than {@code most}, and one that is not there entirely. */
    void require(String field, Tlv tlv, long most) throws MalformedEvidenceException {
        if (tlv.size() > most) {
            throw in.fault(LogMalformation.LIMIT, field, tlv.at() + 1, "at most " + most + " bytes");
        }
        if (tlv.size() > in.remaining()) {
            throw in.fault(
                    Malformation.TRUNCATED, field, tlv.at() + 1, tlv.size() + " bytes, " + in.remaining() + " remain");
        }
    }

    /** Whether the value has another one in it. */
    boolean isInside(Tlv outer) {
        return in.position() < outer.end();
    }

    /** The next value within another. */
    Tlv inner(String field, Tlv outer) throws MalformedEvidenceException {
        int at = in.position();
        if (outer.depth() == limits.tlvDepth()) {
            throw in.fault(LogMalformation.LIMIT, field, at, "at most " + limits.tlvDepth() + " levels");
        }
        if (outer.end() - at < HEADER) {
            throw in.fault(
                    Malformation.BAD_LENGTH, field, at, "a type and a length in " + (outer.end() - at) + " bytes");
        }
        int type = in.u8(field);
        long size = in.bigEndian(field, 4);
        long room = outer.end() - in.position();
        if (size > room) {
            throw in.fault(Malformation.BAD_LENGTH, field, at + 1, "at most " + room + " bytes, not " + size);
        }
        return new Tlv(type, at, size, outer.depth() + 1);
    }

    /** The next value within another, which must have this type. */
    Tlv inner(String field, Tlv outer, int type) throws MalformedEvidenceException {
        Tlv inner = inner(field, outer);
        if (inner.type() != type) {
            throw in.fault(Malformation.BAD_VALUE, field, inner.at(), "type " + type + ", not " + inner.type());
        }
        return inner;
    }

    /** The value as bytes. */
    Bytes bytes(String field, Tlv tlv, int most) throws MalformedEvidenceException {
        if (tlv.size() > most) {
            throw in.fault(LogMalformation.LIMIT, field, tlv.at() + 1, "at most " + most + " bytes");
        }
        return in.take(field, tlv.size());
    }

    /** The value as UTF-8 text. */
    String text(String field, Tlv tlv, int most) throws MalformedEvidenceException {
        Bytes bytes = bytes(field, tlv, most);
        try {
            return bytes.toUtf8(field);
        } catch (MalformedEvidenceException e) {
            throw in.fault(Malformation.NOT_TEXT, field, tlv.start() + (int) e.offset(), e.expected());
        }
    }

    /** The value as an unsigned integer: one byte at least, big-endian, zeros in front allowed; below 2<sup>63</sup>. */
    long integer(String field, Tlv tlv, int mostBytes) throws MalformedEvidenceException {
        if (tlv.size() < 1 || tlv.size() > mostBytes) {
            throw in.fault(Malformation.BAD_LENGTH, field, tlv.at() + 1, "1 to " + mostBytes + " bytes");
        }
        long value = in.bigEndian(field, (int) tlv.size());
        if (value < 0) {
            throw in.fault(Malformation.BAD_VALUE, field, tlv.start(), "a number below 2^63");
        }
        return value;
    }

    /** Ends a value. */
    void end(String field, Tlv tlv) throws MalformedEvidenceException {
        if (in.position() != tlv.end()) {
            long left = tlv.end() - in.position();
            throw in.fault(Malformation.TRAILING_BYTES, field, "the end of the value, " + left + " bytes remain");
        }
    }
}
