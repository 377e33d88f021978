package dev.teeproof.eventlog.runtime;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import java.util.Optional;

/**
 * How far a log has been followed.
 *
 * @param offset in bytes
 * @param records before it
 * @param value what the register holds after them; empty as long as the log has not said where it stood
 */
record LogPosition(long offset, long records, Optional<Bytes> value) {

    /** Behind bytes that are not measured. */
    LogPosition past(int bytes) {
        return new LogPosition(offset + bytes, records, value);
    }

    /** Behind a record of so many bytes, for a log that has said where the register stood. */
    LogPosition extended(int bytes, Digest algorithm, Bytes digest) {
        return begun(bytes, algorithm, value.orElseThrow(), digest);
    }

    /** Behind a record of so many bytes that was extended into a register with this value. */
    LogPosition begun(int bytes, Digest algorithm, Bytes before, Bytes digest) {
        return new LogPosition(offset + bytes, records + 1, Optional.of(algorithm.of(before, digest)));
    }
}
