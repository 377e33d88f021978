package dev.teeproof.eventlog.model;

import java.util.Optional;

/**
 * What an event of Confidential Space is about.
 *
 * @see "github.com/google/go-tpm-tools, cel: COS event types"
 */
public enum CosType {
    IMAGE_REF(0, "ImageRef"),
    IMAGE_DIGEST(1, "ImageDigest"),
    RESTART_POLICY(2, "RestartPolicy"),
    IMAGE_ID(3, "ImageID"),
    ARG(4, "Arg"),
    ENV_VAR(5, "EnvVar"),
    OVERRIDE_ARG(6, "OverrideArg"),
    OVERRIDE_ENV(7, "OverrideEnv"),
    LAUNCH_SEPARATOR(8, "LaunchSeparator"),
    MEMORY_MONITOR(9, "MemoryMonitor"),
    GPU_CC_MODE(10, "GpuCCMode"),
    GPU_DEVICE_ATTESTATION_BINDING(11, "GPUDeviceAttestationBinding");

    private final int number;
    private final String term;

    CosType(int number, String term) {
        this.number = number;
        this.term = term;
    }

    public int number() {
        return number;
    }

    /** Its name in Google's own terms. */
    public String term() {
        return term;
    }

    public static Optional<CosType> of(int number) {
        return number >= 0 && number < values().length ? Optional.of(values()[number]) : Optional.empty();
    }
}
