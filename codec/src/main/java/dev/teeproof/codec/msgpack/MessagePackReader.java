package dev.teeproof.codec.msgpack;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.Members;
import dev.teeproof.codec.NestedValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads MessagePack, one value at a time. Counts are checked against what remains, maps have text keys that do not
 * repeat, and nothing recurses. Integers may be written longer than they need be, as the format allows.
 *
 * @see "MessagePack specification, github.com/msgpack/msgpack/blob/master/spec.md"
 */
public final class MessagePackReader {

    /** More members than any map of an attestation has. */
    static final int MAX_MEMBERS = 64;

    /** Deeper than any value of an attestation. */
    static final int MAX_DEPTH = 64;

    /** Elements that {@link #array} gives a reader each; an event log has some dozens. */
    static final int MAX_ELEMENTS = 10_000;

    private final ByteReader in;
    private final String path;

    private MessagePackReader(Bytes bytes, String path) {
        this.in = ByteReader.of(bytes, path);
        this.path = path;
    }

    public static MessagePackReader of(Bytes bytes, String path) {
        return new MessagePackReader(bytes, path);
    }

    public void end() throws MalformedEvidenceException {
        in.end();
    }

    /** A map with text keys, each once; its values are stepped over and can be read from the readers given. */
    public Members<MessagePackReader> map() throws MalformedEvidenceException {
        int at = in.position();
        int marker = in.u8("");
        long count;
        if ((marker & 0xf0) == 0x80) {
            count = marker & 0x0f;
        } else if (marker == 0xde || marker == 0xdf) {
            count = in.bigEndian("", marker == 0xde ? 2 : 4);
        } else {
            throw wrongType(at, "a map");
        }
        if (count > MAX_MEMBERS) {
            throw in.fault(Malformation.LIMIT_EXCEEDED, "", at, "at most " + MAX_MEMBERS + " members");
        }
        Map<String, MessagePackReader> members = new LinkedHashMap<>();
        for (long i = 0; i < count; i++) {
            int keyAt = in.position();
            String key = string();
            MessagePackReader value = of(skip(), path + "." + abbreviated(key));
            if (members.put(key, value) != null) {
                throw in.fault(Malformation.DUPLICATE, abbreviated(key), keyAt, "each member once");
            }
        }
        return new Members<>(path, members);
    }

    /** An array, as a reader for each element. */
    public List<MessagePackReader> array() throws MalformedEvidenceException {
        int at = in.position();
        long count = arrayHeader(at);
        if (count > MAX_ELEMENTS) {
            throw in.fault(Malformation.LIMIT_EXCEEDED, "", at, "at most " + MAX_ELEMENTS + " elements");
        }
        List<MessagePackReader> elements = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            elements.add(of(skip(), path + "[" + i + "]"));
        }
        return List.copyOf(elements);
    }

    /** An unsigned integer of at most 63 bits. */
    public long unsigned() throws MalformedEvidenceException {
        int at = in.position();
        int marker = in.u8("");
        if (marker < 0x80) {
            return marker;
        }
        long value = switch (marker) {
            case 0xcc -> in.bigEndian("", 1);
            case 0xcd -> in.bigEndian("", 2);
            case 0xce -> in.bigEndian("", 4);
            case 0xcf -> in.bigEndian("", 8);
            default -> throw wrongType(at, "an unsigned integer");
        };
        if (value < 0) {
            throw in.fault(Malformation.BAD_VALUE, "", at, "an unsigned integer of at most 63 bits");
        }
        return value;
    }

    /** An unsigned integer of at most 32 bits. */
    public long u32() throws MalformedEvidenceException {
        int at = in.position();
        long value = unsigned();
        if (value > 0xffff_ffffL) {
            throw in.fault(Malformation.BAD_VALUE, "", at, "an unsigned integer of at most 32 bits");
        }
        return value;
    }

    /** Well-formed UTF-8 text. */
    public String string() throws MalformedEvidenceException {
        int at = in.position();
        int marker = in.u8("");
        long size;
        if ((marker & 0xe0) == 0xa0) {
            size = marker & 0x1f;
        } else {
            size = switch (marker) {
                case 0xd9 -> in.bigEndian("", 1);
                case 0xda -> in.bigEndian("", 2);
                case 0xdb -> in.bigEndian("", 4);
                default -> throw wrongType(at, "text");
            };
        }
        return in.take("", size).toUtf8(path);
    }

    /** Bytes, as {@code bin} or as an array of integers below 256: writers differ. */
    public Bytes bytes() throws MalformedEvidenceException {
        int at = in.position();
        int marker = in.u8("");
        switch (marker) {
            case 0xc4, 0xc5, 0xc6 -> {
                return in.take("", in.bigEndian("", 1 << (marker - 0xc4)));
            }
            default -> {
                long count = arrayHeader(at, marker);
                ByteWriter out = new ByteWriter();
                for (long i = 0; i < count; i++) {
                    int elementAt = in.position();
                    long value = unsigned();
                    if (value > 0xff) {
                        throw in.fault(Malformation.BAD_VALUE, "", elementAt, "a byte, 0 to 255");
                    }
                    out.u8((int) value);
                }
                return out.toBytes();
            }
        }
    }

    /** Steps over a nil if the next value is one. */
    public boolean nil() throws MalformedEvidenceException {
        if (in.remaining() > 0 && in.peek("", 1).at(0) == 0xc0) {
            in.u8("");
            return true;
        }
        return false;
    }

    private long arrayHeader(int at) throws MalformedEvidenceException {
        return arrayHeader(at, in.u8(""));
    }

    private long arrayHeader(int at, int marker) throws MalformedEvidenceException {
        long count;
        if ((marker & 0xf0) == 0x90) {
            count = marker & 0x0f;
        } else if (marker == 0xdc || marker == 0xdd) {
            count = in.bigEndian("", marker == 0xdc ? 2 : 4);
        } else {
            throw wrongType(at, "an array or bytes");
        }
        if (count > in.remaining()) {
            throw in.fault(Malformation.TRUNCATED, "", at, count + " elements, " + in.remaining() + " bytes remain");
        }
        return count;
    }

    /** Steps over one value, however deep, and gives its bytes. */
    private Bytes skip() throws MalformedEvidenceException {
        return NestedValue.stepOver(in, MAX_DEPTH, this::skipOne);
    }

    /** Steps over one marker and its scalar content; the answer is the number of values that belong to it. */
    private long skipOne(int at) throws MalformedEvidenceException {
        int marker = in.u8("");
        if (marker < 0x80 || marker >= 0xe0 || marker == 0xc0 || marker == 0xc2 || marker == 0xc3) {
            return 0;
        }
        if (marker < 0x90) {
            return 2L * (marker & 0x0f);
        }
        if (marker < 0xa0) {
            return marker & 0x0f;
        }
        if (marker < 0xc0) {
            in.take("", marker & 0x1f);
            return 0;
        }
        return switch (marker) {
            case 0xc4, 0xd9 -> scalar(in.bigEndian("", 1));
            case 0xc5, 0xda -> scalar(in.bigEndian("", 2));
            case 0xc6, 0xdb -> scalar(in.bigEndian("", 4));
            case 0xc7 -> scalar(1 + in.bigEndian("", 1));
            case 0xc8 -> scalar(1 + in.bigEndian("", 2));
            case 0xc9 -> scalar(1 + in.bigEndian("", 4));
            case 0xcc, 0xd0 -> scalar(1);
            case 0xcd, 0xd1, 0xd4 -> scalar(2);
            case 0xd5 -> scalar(3);
            case 0xca, 0xce, 0xd2 -> scalar(4);
            case 0xd6 -> scalar(5);
            case 0xcb, 0xcf, 0xd3 -> scalar(8);
            case 0xd7 -> scalar(9);
            case 0xd8 -> scalar(17);
            case 0xdc -> in.bigEndian("", 2);
            case 0xdd -> in.bigEndian("", 4);
            case 0xde -> 2 * in.bigEndian("", 2);
            case 0xdf -> 2 * in.bigEndian("", 4);
            default -> throw in.fault(Malformation.BAD_VALUE, "", at, "a MessagePack value");
        };
    }

    private long scalar(long size) throws MalformedEvidenceException {
        in.take("", size);
        return 0;
    }

    private MalformedEvidenceException wrongType(int at, String expected) {
        return in.fault(Malformation.WRONG_TYPE, "", at, expected);
    }

    private static String abbreviated(String key) {
        return key.length() <= 40 ? key : key.substring(0, 40) + "…";
    }
}
