/**
 * Runtime measurement: events are extended into a measurement register and written to that register's log, so that after
 * every crash of a writer the log replays to the register, with no event lost, doubled or torn.
 *
 * <p>Start at {@link dev.teeproof.eventlog.runtime.RuntimeMeasurement}. The files of one register stand side by side in the
 * configured directory and carry its name ({@code ccmr4}, {@code pcr17}):
 *
 * <pre>
 * ccmr4.nelr   the log; ccmr4.aael or ccmr4.jsonl in the other formats
 * ccmr4.wal    what is being done, while something is being done
 * ccmr4.lock   locked by the process whose turn it is; says in which format the log was begun
 * ccmr4.gate   keeps apart those who want the lock within one process
 * </pre>
 */
@NullMarked
package dev.teeproof.eventlog.runtime;

import org.jspecify.annotations.NullMarked;
