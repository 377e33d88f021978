package dev.teeproof.codec;

import java.util.Map;
import java.util.Optional;

/**
 * The members of one map, each with a reader for its value. Members that nobody asks for are ignored.
 *
 * @param path the map's own name, for errors
 * @param readers by member name
 * @param <R> the format's reader
 */
public record Members<R>(String path, Map<String, R> readers) {

    public Members {
        readers = Map.copyOf(readers);
    }

    /** The reader for a member that must be there. */
    public R required(String name) throws MalformedEvidenceException {
        R reader = readers.get(name);
        if (reader == null) {
            throw new MalformedEvidenceException(Malformation.MISSING, path + "." + name, 0, "the member " + name);
        }
        return reader;
    }

    public Optional<R> optional(String name) {
        return Optional.ofNullable(readers.get(name));
    }
}
