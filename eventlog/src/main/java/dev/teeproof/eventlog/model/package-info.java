/**
 * What every event log is made of, whatever its format: records in order, each with a register, digests and content; and
 * how formats hand them over. Nothing here is proven: a log is a statement of its sender.
 *
 * @see "TCG Canonical Event Log Format, sections 4 and 5"
 */
@NullMarked
package dev.teeproof.eventlog.model;

import org.jspecify.annotations.NullMarked;
