package dev.teeproof.snp;

import dev.teeproof.result.Check;
import java.util.List;

/** What became of one report: verified, or refused at a named check. */
public sealed interface ReportVerdict permits VerifiedReport, RefusedReport {

    /** Every check in order, those that were not run included; the first that failed is a refusal's reason. */
    List<Check> checks();
}
