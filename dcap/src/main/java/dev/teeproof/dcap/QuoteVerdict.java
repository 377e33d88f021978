package dev.teeproof.dcap;

import dev.teeproof.result.Check;
import java.util.List;

/** What became of one quote: verified, or refused at a named check. There is no third thing, and no boolean. */
public sealed interface QuoteVerdict permits VerifiedQuote, RefusedQuote {

    /** Every check in order, those that were not run included; the first that failed is a refusal's reason. */
    List<Check> checks();
}
