package dev.teeproof.eventlog.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What a writer's events in a native event log are: {@code writer sequence number}. */
final class Written {

    private Written() {}

    /** The numbers that this writer's events have, in the log's order. */
    static List<Integer> numbers(String log, String writer) {
        String start = writer + " sequence ";
        List<Integer> numbers = new ArrayList<>();
        log.lines()
                .filter(line -> line.startsWith(start))
                .forEach(line -> numbers.add(Integer.parseInt(line.substring(start.length()))));
        return numbers;
    }

    /** They are 0, 1, 2, … without a gap, as many as this. */
    static void requireSequence(String log, String writer, int count) {
        assertThat(numbers(log, writer))
                .as(writer)
                .isEqualTo(IntStream.range(0, count).boxed().toList());
    }
}
