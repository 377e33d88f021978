package dev.teeproof.sources;

import dev.teeproof.result.SourceUnavailableException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Gives what it was told to, counts how often it was asked, and fails when told to. */
final class FakeSource implements IntelSource {

    private final Map<IntelItem, IntelAnswer> answers = new ConcurrentHashMap<>();
    private final Map<IntelItem, AtomicInteger> asked = new ConcurrentHashMap<>();
    volatile Optional<String> outage = Optional.empty();

    /** One that has everything, issued so many days later than usual. */
    static FakeSource of(int days) {
        FakeSource source = new FakeSource();
        Simulated.items().forEach(item -> source.gives(item, Simulated.endorsement(item, days)));
        return source;
    }

    void gives(IntelItem item, Endorsement endorsement) {
        answers.put(item, IntelAnswer.of(endorsement));
    }

    int asked(IntelItem item) {
        AtomicInteger times = asked.get(item);
        return times == null ? 0 : times.get();
    }

    @Override
    public IntelAnswer fetch(IntelItem item, Instant at) throws SourceUnavailableException {
        asked.computeIfAbsent(item, key -> new AtomicInteger()).incrementAndGet();
        IntelAnswer answer = answers.get(item);
        if (outage.isPresent() || answer == null) {
            throw new SourceUnavailableException("the fake service", outage.orElse("answered 404"));
        }
        return answer;
    }
}
