package dev.teeproof.eventlog.canonical;

import dev.teeproof.eventlog.model.LogWarning;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The warnings about one log: the first of each code, so that no log makes many. */
public final class Warnings {

    private final Map<String, LogWarning> first = new LinkedHashMap<>();

    public void add(LogWarning warning) {
        first.putIfAbsent(warning.code(), warning);
    }

    public List<LogWarning> list() {
        return List.copyOf(first.values());
    }
}
