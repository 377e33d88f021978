/**
 * Event logs: what was extended into the measurement registers of a machine, as its guest tells it. A log is a
 * statement of the sender; it is worth something once its replay equals a register whose value is proven.
 */
@NullMarked
package dev.teeproof.eventlog.dstack;

import org.jspecify.annotations.NullMarked;
