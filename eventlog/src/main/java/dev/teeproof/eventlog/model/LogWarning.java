package dev.teeproof.eventlog.model;

/**
 * Something about a log that its reader should know and that does not keep it from being read.
 *
 * @param code stable, for programs: {@code RESERVED_DOMAIN}, {@code INCOMPLETE}, …
 * @param record the record's position, from 0; -1 for the whole log
 */
public record LogWarning(String code, long record, String words) {

    public static LogWarning ofLog(String code, String words) {
        return new LogWarning(code, -1, words);
    }

    @Override
    public String toString() {
        return code + (record < 0 ? "" : " (record " + record + ")") + ": " + words;
    }
}
