package dev.teeproof.codec.cbor;

import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import java.util.OptionalLong;

/**
 * The members of a map whose keys are unsigned integers in ascending order, each once. Key by key: the value is read from the
 * map's own reader before the next key is asked for.
 *
 * @see "RFC 8949 section 4.2.1"
 */
public final class NumberedMembers {

    private final CborReader in;
    private long left;
    private long last = -1;

    NumberedMembers(CborReader in, int count) {
        this.in = in;
        this.left = count;
    }

    /** The next key, whose value the reader stands at then; empty behind the last member. */
    public OptionalLong next() throws MalformedEvidenceException {
        if (left == 0) {
            return OptionalLong.empty();
        }
        int at = in.position();
        long key = in.unsigned();
        if (key <= last) {
            throw key == last
                    ? in.fault(Malformation.DUPLICATE, at, "each key once")
                    : in.fault(Malformation.BAD_VALUE, at, "keys in ascending order");
        }
        left--;
        last = key;
        return OptionalLong.of(key);
    }
}
