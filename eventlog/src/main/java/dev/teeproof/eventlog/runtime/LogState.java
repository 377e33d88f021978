package dev.teeproof.eventlog.runtime;

import dev.teeproof.codec.Bytes;
import dev.teeproof.eventlog.model.RegisterIndex;
import java.nio.file.Path;

/**
 * A register and its log, as they were found to agree.
 *
 * @param value what the register holds; a log with records replays to it
 * @param log its file; it is not there as long as nothing was written
 * @param records in it, without comments
 * @param size of the log in bytes; what stands behind was appended since
 */
public record LogState(RegisterIndex register, Bytes value, Path log, long records, long size) {}
