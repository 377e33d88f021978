/**
 * Events of dstack's logs, by themselves: their JSON, preimages and digests. A log is a statement of the sender; it is worth
 * something once its replay equals a register whose value is proven.
 */
@NullMarked
package dev.teeproof.eventlog.dstack;

import org.jspecify.annotations.NullMarked;
