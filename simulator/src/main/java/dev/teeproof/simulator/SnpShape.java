package dev.teeproof.simulator;

/**
 * Of a machine, what goes into its launch digest besides its image.
 *
 * @param vcpus how many
 * @param vcpuType QEMU's name for the processor
 * @param guestFeatures SEV_FEATURES
 */
public record SnpShape(int vcpus, String vcpuType, long guestFeatures) {

    /** As dstack launches its smallest machines. */
    static final SnpShape USUAL = new SnpShape(2, "EPYC-v4", 1);
}
