package dev.teeproof.eventlog.model;

import dev.teeproof.codec.Bytes;
import java.util.List;
import java.util.Optional;

/** What a log has besides its records. No other format carries it, so a conversion drops it and says so. */
public sealed interface LogFrame {

    /** Nothing. */
    LogFrame NONE = new None();

    /** Nothing. */
    record None() implements LogFrame {}

    /**
     * A header and what fills the area behind the events.
     *
     * @param padding its size in bytes
     * @param filler the byte that it consists of; 0 if there is none
     */
    record Tcg(SpecIdEvent header, int padding, int filler) implements LogFrame {}

    /** Lines that are not measured. */
    record Nelr(List<Remark> remarks) implements LogFrame {

        public Nelr {
            remarks = List.copyOf(remarks);
        }

        /**
         * A comment or an empty line.
         *
         * @param before how many records stand before it
         * @param line without its line feed
         */
        public record Remark(long before, Bytes line) {}
    }

    /**
     * The register's value as a converter of native event logs states it.
     *
     * @param mr what the records should replay to; nothing but the replay says that they do
     */
    record CelJson(Optional<Bytes> mr) implements LogFrame {}
}
