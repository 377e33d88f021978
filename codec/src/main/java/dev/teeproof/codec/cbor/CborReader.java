package dev.teeproof.codec.cbor;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformationCode;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.Members;
import dev.teeproof.codec.NestedValue;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads the CBOR that measurement documents and event logs use: unsigned integers, byte and text strings, null, arrays,
 * maps with text keys that do not repeat, in any order, and maps with unsigned keys in ascending order. Lengths are definite
 * and every number has its shortest form. Nothing recurses.
 *
 * @see "RFC 8949 sections 3 and 4.2.1"
 */
public final class CborReader {

    static final int MAX_MEMBERS = 64;
    static final int MAX_DEPTH = 32;

    private static final int UNSIGNED = 0;
    private static final int BYTES = 2;
    private static final int TEXT = 3;
    private static final int ARRAY = 4;
    private static final int MAP = 5;
    private static final int TAG = 6;
    private static final int SIMPLE = 7;
    private static final int NULL = 0xf6;

    private final ByteReader in;
    private final String path;
    /** What is read, below the name that {@link #in} has. */
    private final String field;

    private CborReader(ByteReader in, String path, String field) {
        this.in = in;
        this.path = path;
        this.field = field;
    }

    public static CborReader of(Bytes bytes, String path) {
        return new CborReader(ByteReader.of(bytes, path), path, "");
    }

    /** Reads on where {@code in} stands, which moves along; offsets in errors are those of {@code in}. */
    public static CborReader of(ByteReader in, String field) {
        return new CborReader(in, field, field);
    }

    /** This reader, which moves along, with another name in errors for what is read. */
    public CborReader named(String name) {
        return new CborReader(in, name, name);
    }

    public void end() throws MalformedEvidenceException {
        in.end();
    }

    /** Whether nothing remains. */
    public boolean isAtEnd() {
        return in.remaining() == 0;
    }

    /** Offset of the next item. */
    public int position() {
        return in.position();
    }

    /** What the next item is. */
    public CborType next() throws MalformedEvidenceException {
        return CborType.of(in.peek(field, 1).at(0) >> 5);
    }

    /**
     * An array's header; its elements are read from this reader, one after another.
     *
     * @return how many there are
     */
    public int array(int max) throws MalformedEvidenceException {
        return count(ARRAY, "an array", max, "elements", 1);
    }

    /** A map's header, for one with unsigned keys; keys and values are read from this reader, one after another. */
    public NumberedMembers numbered(int max) throws MalformedEvidenceException {
        return new NumberedMembers(this, count(MAP, "a map", max, "members", 2));
    }

    private int count(int major, String expected, int max, String what, int itemsEach)
            throws MalformedEvidenceException {
        int at = in.position();
        long count = argument(major, expected);
        if (count < 0 || count > max) {
            throw in.fault(Malformation.LIMIT_EXCEEDED, field, at, "at most " + max + " " + what);
        }
        if (count * itemsEach > in.remaining()) {
            throw in.fault(
                    Malformation.TRUNCATED, field, at, count + " " + what + ", " + in.remaining() + " bytes remain");
        }
        return (int) count;
    }

    /** Null. */
    public void nil() throws MalformedEvidenceException {
        int at = in.position();
        if (in.u8(field) != NULL) {
            throw in.fault(Malformation.WRONG_TYPE, field, at, "null");
        }
    }

    /** The exception for what this reader reads, with its name. */
    public MalformedEvidenceException fault(MalformationCode code, int offset, String expected) {
        return in.fault(code, field, offset, expected);
    }

    /** A map with text keys, each once; its values are stepped over and can be read from the readers given. */
    public Members<CborReader> map() throws MalformedEvidenceException {
        int at = in.position();
        long count = argument(MAP, "a map");
        if (count < 0 || count > MAX_MEMBERS) {
            throw in.fault(Malformation.LIMIT_EXCEEDED, field, at, "at most " + MAX_MEMBERS + " members");
        }
        Map<String, CborReader> members = new LinkedHashMap<>();
        for (long i = 0; i < count; i++) {
            int keyAt = in.position();
            String key = text();
            String name = key.length() <= 40 ? key : key.substring(0, 40) + "…";
            CborReader value = of(skip(), path + "." + name);
            if (members.put(key, value) != null) {
                throw in.fault(Malformation.DUPLICATE, name, keyAt, "each member once");
            }
        }
        return new Members<>(path, members);
    }

    /** An unsigned integer of at most 63 bits. */
    public long unsigned() throws MalformedEvidenceException {
        int at = in.position();
        long value = argument(UNSIGNED, "an unsigned integer");
        if (value < 0) {
            throw in.fault(Malformation.BAD_VALUE, field, at, "an unsigned integer of at most 63 bits");
        }
        return value;
    }

    /** A byte string. */
    public Bytes bytes() throws MalformedEvidenceException {
        return in.take(field, argument(BYTES, "a byte string"));
    }

    /** A byte string of {@code size} bytes. */
    public Bytes bytes(int size) throws MalformedEvidenceException {
        int at = in.position();
        Bytes bytes = bytes();
        if (bytes.size() != size) {
            throw in.fault(Malformation.BAD_LENGTH, field, at, size + " bytes");
        }
        return bytes;
    }

    /** Well-formed UTF-8 text. */
    public String text() throws MalformedEvidenceException {
        Bytes text = in.take(field, argument(TEXT, "text"));
        try {
            return text.toUtf8(path);
        } catch (MalformedEvidenceException e) {
            int at = in.position() - text.size() + (int) e.offset();
            throw in.fault(Malformation.NOT_TEXT, field, at, "UTF-8 text");
        }
    }

    private long argument(int major, String expected) throws MalformedEvidenceException {
        int at = in.position();
        int initial = in.u8(field);
        if (initial >> 5 != major) {
            throw in.fault(Malformation.WRONG_TYPE, field, at, expected);
        }
        return argument(at, initial & 0x1f);
    }

    /** The 64 bits as they are; a length with the top bit set is refused where it is used. */
    private long argument(int at, int additional) throws MalformedEvidenceException {
        if (additional < 24) {
            return additional;
        }
        if (additional > 27) {
            throw in.fault(Malformation.BAD_VALUE, field, at, "a definite length");
        }
        long value = in.bigEndian(field, 1 << (additional - 24));
        boolean minimal = switch (additional) {
            case 24 -> value >= 24;
            case 25 -> value > 0xff;
            case 26 -> value > 0xffff;
            default -> value < 0 || value > 0xffff_ffffL;
        };
        if (!minimal) {
            throw in.fault(Malformation.NOT_MINIMAL, field, at, "the shortest form of " + value);
        }
        return value;
    }

    /** Steps over one item, however deep, and gives its bytes. */
    private Bytes skip() throws MalformedEvidenceException {
        return NestedValue.stepOver(in, MAX_DEPTH, this::skipOne);
    }

    private long skipOne(int at) throws MalformedEvidenceException {
        int initial = in.u8(field);
        int additional = initial & 0x1f;
        switch (initial >> 5) {
            case BYTES, TEXT -> {
                in.take(field, argument(at, additional));
                return 0;
            }
            case ARRAY -> {
                return argument(at, additional);
            }
            case MAP -> {
                long members = argument(at, additional);
                if (members < 0 || members > in.remaining()) {
                    return members;
                }
                return 2 * members;
            }
            case TAG -> {
                argument(at, additional);
                return 1;
            }
            case SIMPLE -> {
                if (additional > 27) {
                    throw in.fault(Malformation.BAD_VALUE, field, at, "a definite length");
                }
                if (additional >= 24) {
                    in.take(field, 1 << (additional - 24));
                }
                return 0;
            }
            default -> {
                argument(at, additional);
                return 0;
            }
        }
    }
}
