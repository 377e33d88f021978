/**
 * Measured-boot and runtime event logs of every format: what was extended into the measurement registers of a machine, as its
 * guest tells it.
 *
 * <pre>{@code
 * EventLog log           = EventLog.read(bytes);      // the format is found out, or named
 * RegisterBank registers = log.replay();
 * Conversion cel         = Conversion.of(log, LogFormat.CEL_JSON, ConversionOptions.DEFAULT);
 * }</pre>
 *
 * <p>A log is a statement of its sender. Digests are worth something once the replay of their register equals a value that
 * is proven, that of a verified quote; content once a digest is bound to it; types, times, comments and names of files never.
 */
@NullMarked
package dev.teeproof.eventlog;

import org.jspecify.annotations.NullMarked;
