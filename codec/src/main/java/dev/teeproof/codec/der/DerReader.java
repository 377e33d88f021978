package dev.teeproof.codec.der;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Reads DER, one element at a time, never past the end of the element that it was opened for. Lengths are definite and
 * shortest; tags have one byte. A constructed element is read through a reader of its own, which its user ends.
 *
 * @see "ITU-T X.690 sections 8 and 10"
 */
public final class DerReader {

    public static final int BOOLEAN = 0x01;
    public static final int INTEGER = 0x02;
    public static final int BIT_STRING = 0x03;
    public static final int OCTET_STRING = 0x04;
    public static final int NULL = 0x05;
    public static final int OBJECT_IDENTIFIER = 0x06;
    public static final int ENUMERATED = 0x0a;
    public static final int IA5_STRING = 0x16;
    public static final int UTC_TIME = 0x17;
    public static final int GENERALIZED_TIME = 0x18;
    public static final int SEQUENCE = 0x30;
    public static final int SET = 0x31;

    /** Content bytes of an INTEGER, where no key is expected. */
    private static final int MAX_INTEGER = 64;

    private final ByteReader in;

    private DerReader(ByteReader in) {
        this.in = in;
    }

    public static DerReader of(Bytes bytes, String path) {
        return new DerReader(ByteReader.of(bytes, path));
    }

    /** The tag of {@code [number]}, constructed. */
    public static int context(int number) {
        return 0xa0 | number;
    }

    public boolean hasMore() {
        return in.remaining() > 0;
    }

    /** Whether the next element has this tag. */
    public boolean next(int tag) throws MalformedEvidenceException {
        return in.remaining() > 0 && in.peek("", 1).at(0) == tag;
    }

    public void end() throws MalformedEvidenceException {
        in.end();
    }

    /** The next element's content, if it has the tag. */
    public Bytes content(String field, int tag) throws MalformedEvidenceException {
        int at = in.position();
        int found = in.u8(field);
        if (found != tag) {
            throw in.fault(Malformation.WRONG_TYPE, field, at, String.format("the tag %02x, found %02x", tag, found));
        }
        return in.take(field, length(field));
    }

    /** The next element whole, header and content, whatever it is. */
    public Bytes element(String field) throws MalformedEvidenceException {
        int start = in.position();
        int tag = in.u8(field);
        if ((tag & 0x1f) == 0x1f) {
            throw in.fault(Malformation.UNSUPPORTED, field, start, "a tag of one byte");
        }
        in.take(field, length(field));
        return in.since(start);
    }

    public DerReader sequence(String field) throws MalformedEvidenceException {
        return constructed(field, SEQUENCE);
    }

    /** A reader for the content of the next element, which has the tag. */
    public DerReader constructed(String field, int tag) throws MalformedEvidenceException {
        return new DerReader(in.within(field, content(field, tag)));
    }

    /** An INTEGER in its shortest form, of any sign and at most 64 content bytes. */
    public BigInteger integer(String field) throws MalformedEvidenceException {
        return integer(field, MAX_INTEGER);
    }

    /** The same, of at most so many content bytes. */
    public BigInteger integer(String field, int maxSize) throws MalformedEvidenceException {
        return new BigInteger(shortest(field, INTEGER, maxSize).toArray());
    }

    /** An INTEGER from zero up to {@code max}. */
    public int unsigned(String field, int max) throws MalformedEvidenceException {
        return unsigned(field, INTEGER, max);
    }

    /** An ENUMERATED value from zero up to {@code max}. */
    public int enumerated(String field, int max) throws MalformedEvidenceException {
        return unsigned(field, ENUMERATED, max);
    }

    public boolean bool(String field) throws MalformedEvidenceException {
        int at = in.position();
        Bytes content = content(field, BOOLEAN);
        if (content.size() != 1 || content.at(0) != 0 && content.at(0) != 0xff) {
            throw in.fault(Malformation.BAD_VALUE, field, at, "a BOOLEAN, 00 or ff");
        }
        return content.at(0) != 0;
    }

    /** An OBJECT IDENTIFIER's content, in which equal identifiers have equal bytes. */
    public Bytes oid(String field) throws MalformedEvidenceException {
        int at = in.position();
        Bytes content = content(field, OBJECT_IDENTIFIER);
        boolean arcBegins = true;
        for (int i = 0; i < content.size(); i++) {
            if (arcBegins && content.at(i) == 0x80) {
                throw in.fault(Malformation.BAD_VALUE, field, at, "an OBJECT IDENTIFIER without padding");
            }
            arcBegins = content.at(i) < 0x80;
        }
        if (content.isEmpty() || !arcBegins) {
            throw in.fault(Malformation.BAD_VALUE, field, at, "an OBJECT IDENTIFIER");
        }
        return content;
    }

    /** A BIT STRING of whole bytes. */
    public Bytes bitString(String field) throws MalformedEvidenceException {
        int at = in.position();
        Bytes content = content(field, BIT_STRING);
        if (content.isEmpty() || content.at(0) != 0) {
            throw in.fault(Malformation.BAD_VALUE, field, at, "a BIT STRING of whole bytes");
        }
        return content.slice(1, content.size());
    }

    /** UTCTime or GeneralizedTime as RFC 5280 section 4.1.2.5 has them: to the second, in UTC. */
    public Instant time(String field) throws MalformedEvidenceException {
        int at = in.position();
        boolean utc = next(UTC_TIME);
        Bytes content = content(field, utc ? UTC_TIME : GENERALIZED_TIME);
        int yearDigits = utc ? 2 : 4;
        if (content.size() != yearDigits + 11 || content.at(content.size() - 1) != 'Z') {
            throw in.fault(Malformation.BAD_VALUE, field, at, "a time to the second, in UTC");
        }
        int[] fields = new int[6];
        int position = 0;
        for (int i = 0; i < fields.length; i++) {
            int digits = i == 0 ? yearDigits : 2;
            for (int end = position + digits; position < end; position++) {
                int digit = content.at(position) - '0';
                if (digit < 0 || digit > 9) {
                    throw in.fault(Malformation.BAD_VALUE, field, at, "a time of digits");
                }
                fields[i] = 10 * fields[i] + digit;
            }
        }
        int year = utc ? fields[0] + (fields[0] < 50 ? 2000 : 1900) : fields[0];
        try {
            return LocalDateTime.of(year, fields[1], fields[2], fields[3], fields[4], fields[5])
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw in.fault(Malformation.BAD_VALUE, field, at, "a time that exists");
        }
    }

    /** The content of an INTEGER or ENUMERATED in its shortest form. */
    private Bytes shortest(String field, int tag, int maxSize) throws MalformedEvidenceException {
        int at = in.position();
        Bytes content = content(field, tag);
        if (content.isEmpty() || content.size() > maxSize) {
            throw in.fault(Malformation.BAD_LENGTH, field, at, "an INTEGER of 1 to " + maxSize + " bytes");
        }
        if (content.size() > 1) {
            int sign = content.at(0);
            boolean padded = sign == 0 && content.at(1) < 0x80 || sign == 0xff && content.at(1) >= 0x80;
            if (padded) {
                throw in.fault(Malformation.NOT_MINIMAL, field, at, "the shortest form of an INTEGER");
            }
        }
        return content;
    }

    private int unsigned(String field, int tag, int max) throws MalformedEvidenceException {
        int at = in.position();
        Bytes content = shortest(field, tag, MAX_INTEGER);
        boolean negative = content.at(0) >= 0x80;
        // In the shortest form, more than five bytes are more than any int.
        long value = 0;
        for (int i = 0; i < Math.min(content.size(), 6); i++) {
            value = value << 8 | content.at(i);
        }
        if (negative || value > max) {
            throw in.fault(Malformation.BAD_VALUE, field, at, "a number from 0 to " + max);
        }
        return (int) value;
    }

    private long length(String field) throws MalformedEvidenceException {
        int at = in.position();
        int first = in.u8(field);
        if (first < 0x80) {
            return first;
        }
        int size = first & 0x7f;
        if (size == 0 || size > 4) {
            throw in.fault(Malformation.BAD_LENGTH, field, at, "a definite length of at most four bytes");
        }
        long length = in.bigEndian(field, size);
        if (length < 0x80 || length >> (8 * (size - 1)) == 0) {
            throw in.fault(Malformation.NOT_MINIMAL, field, at, "the shortest form of a length");
        }
        return length;
    }
}
