package dev.teeproof.dcap;

import dev.teeproof.result.Check;
import java.util.List;

/** What a quote proves by itself, before any collateral is asked for. */
public sealed interface QuoteAuthentication permits AuthenticQuote, RefusedQuote {

    /** Every check in order; those that need collateral have not run. */
    List<Check> checks();
}
