package dev.teeproof.eventlog.runtime;

import dev.teeproof.codec.Bytes;
import dev.teeproof.eventlog.model.RegisterIndex;

/**
 * An event that was extended and stands in the log.
 *
 * @param register into which
 * @param digest what was extended
 * @param value what the register held afterwards
 * @param record the event's number in its log, from 0; comments do not count, INIT does
 * @param offset where the event begins in its log, in bytes
 */
public record Extended(RegisterIndex register, Bytes digest, Bytes value, long record, long offset) {}
