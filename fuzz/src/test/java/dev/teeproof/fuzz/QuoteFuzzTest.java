package dev.teeproof.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.teeproof.dcap.Quote;
import java.util.Optional;

/** {@link Quote#parse}. */
class QuoteFuzzTest {

    @FuzzTest(maxDuration = Reading.DURATION)
    void read(byte[] input) {
        Optional<Quote> quote = Reading.of(input, Quote::parse);

        quote.ifPresent(read -> {
            Quote core = Reading.again(read.core(), Quote::parse);
            Reading.same(core.trailingBytes(), 0);
            Reading.same(core.core(), read.core());
            Reading.same(core.body(), read.body());
            Reading.same(core.authentication(), read.authentication());
            Reading.same(read.core().size() + read.trailingBytes(), input.length);
        });
    }
}
