package dev.teeproof.dcap;

import dev.teeproof.result.Check;
import java.util.List;

/** A quote that is not what it claims to be, or not what a domain may be. Nothing in it is a fact. */
public record RefusedQuote(List<Check> checks) implements QuoteVerdict, QuoteAuthentication {

    public RefusedQuote {
        checks = List.copyOf(checks);
        if (checks.stream().noneMatch(Check::failed)) {
            throw new IllegalArgumentException("a refusal has a reason");
        }
    }

    /** The first check that failed. */
    public Check reason() {
        return checks.stream().filter(Check::failed).findFirst().orElseThrow();
    }
}
