package dev.teeproof.dstack;

import dev.teeproof.codec.Bytes;
import dev.teeproof.eventlog.dstack.RuntimeLog;
import java.util.Optional;

/**
 * The evidence of dstack's guest in an attestation.
 *
 * @param reportData 64 bytes, said to be those of the hardware's report
 * @param config the text of a VM configuration, or of a whole system configuration around one
 * @param reportDataPayload of a pod: what the report data commits
 */
public record Stack(Bytes reportData, RuntimeLog runtimeEvents, String config, Optional<String> reportDataPayload) {}
