package dev.teeproof.sources;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Which of several is chosen: the newest of the right ones that is in date, else the newest of the right ones. */
final class NewestInDate {

    private NewestInDate() {}

    static <T> Optional<T> of(List<T> newestFirst, Predicate<T> right, Predicate<T> inDate) {
        List<T> candidates = newestFirst.stream().filter(right).toList();
        return candidates.stream()
                .filter(inDate)
                .findFirst()
                .or(() -> candidates.stream().findFirst());
    }
}
