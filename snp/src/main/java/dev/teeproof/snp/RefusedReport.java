package dev.teeproof.snp;

import dev.teeproof.result.Check;
import java.util.List;

/** A report that is not what it claims to be, or not what a guest may be. Nothing in it is a fact. */
public record RefusedReport(List<Check> checks) implements ReportVerdict, ReportAuthentication {

    public RefusedReport {
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
