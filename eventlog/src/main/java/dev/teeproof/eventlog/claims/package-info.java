/**
 * What follows from the records of a log: the state of the firmware, and the claims of trustee. Nothing here is proven by
 * itself: it is worth something once the registers that the log replays to are those of a verified quote.
 */
@NullMarked
package dev.teeproof.eventlog.claims;

import org.jspecify.annotations.NullMarked;
