package dev.teeproof.eventlog.cel;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.eventlog.model.CosType;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.RegisterIndex;
import java.util.List;
import java.util.Optional;

/**
 * What the launcher of a Confidential Space measured before the workload began: a view over the records of a log, whose
 * digests are those of their contents. It is worth what the records are worth: nothing, until the register is known to replay.
 *
 * <p>What an operator added stands apart from what is in the image. Whether the launch succeeded is for the reader to ask:
 * a log without a separator is of a workload that has not begun.
 *
 * @param restartPolicy {@code Always}, {@code OnFailure} or {@code Never}
 * @param imageDigest {@code sha256:} and 64 hexadecimal digits
 * @param imageId {@code sha256:} and 64 hexadecimal digits
 * @param args the workload's arguments, in order
 * @param env its environment, in order; a name may stand more than once
 * @param launch empty text for a launch that succeeded, else what failed; absent without a separator
 * @see "github.com/google/go-tpm-tools, server: extraction of COS state; launcher: measurement of container claims"
 */
public record CosEvents(
        Optional<String> imageRef,
        Optional<String> imageDigest,
        Optional<String> restartPolicy,
        Optional<String> imageId,
        List<String> args,
        List<EnvVar> env,
        List<String> overrideArgs,
        List<EnvVar> overrideEnv,
        Optional<Boolean> memoryMonitor,
        Optional<String> gpuCcMode,
        Optional<Bytes> gpuDeviceAttestationBinding,
        Optional<String> launch) {

    public CosEvents {
        args = List.copyOf(args);
        env = List.copyOf(env);
        overrideArgs = List.copyOf(overrideArgs);
        overrideEnv = List.copyOf(overrideEnv);
    }

    /**
     * One variable.
     *
     * @param name letters, digits and underscores, no digit first
     */
    public record EnvVar(String name, String value) {}

    /** What may stand behind the launch separator. */
    public enum AfterSeparator {
        /** Nothing. */
        NOTHING,
        /** What the launcher measures of memory monitoring and GPUs. */
        MONITORING;

        boolean allows(CosType type) {
            return switch (type) {
                case MEMORY_MONITOR, GPU_CC_MODE, GPU_DEVICE_ATTESTATION_BINDING -> this == MONITORING;
                default -> false;
            };
        }
    }

    /**
     * Reads the events.
     *
     * @param records of one log, all of them
     * @param register what every record has to be of: CC measurement register 4 (RTMR3) of a TD, PCR 13 of a vTPM
     * @param algorithm every record's digest in it is checked
     * @throws MalformedEvidenceException {@code BAD_REGISTER}; {@code BAD_VALUE} for other content, an event type that is not
     *     known, or a value that its type does not allow; {@code MISSING} for a record without a digest in the algorithm;
     *     {@code DIGEST_MISMATCH}; {@code DUPLICATE} for what may stand once (all but arguments and variables);
     *     {@code TRAILING_BYTES} for what may not stand behind the separator; {@code UNSUPPORTED} for an algorithm that
     *     nothing here computes. Offsets are the record's position
     */
    public static CosEvents of(
            List<LogRecord> records, RegisterIndex register, HashAlgorithm algorithm, AfterSeparator after)
            throws MalformedEvidenceException {
        CosParser parser = new CosParser(register, algorithm, after);
        for (LogRecord record : records) {
            parser.take(record);
        }
        return parser.events();
    }
}
