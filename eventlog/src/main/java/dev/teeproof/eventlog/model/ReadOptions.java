package dev.teeproof.eventlog.model;

import dev.teeproof.eventlog.model.RegisterIndex.CcMr;
import dev.teeproof.eventlog.model.RegisterIndex.Pcr;
import dev.teeproof.eventlog.model.RegisterIndex.Rtmr;

/**
 * How a log is read.
 *
 * @param strictness by default {@link Strictness#STRICT}
 * @param space what the numbers of registers in a TCG log mean, which it does not say itself; by default judged by the
 *     header's algorithms
 * @param register what a log that names no register was extended into (NELR, the older AAEL): by default RTMR2, as the
 *     proposal has it
 * @param ima the algorithm of the template hashes in an IMA log; by default SHA-1
 */
public record ReadOptions(
        Strictness strictness, Space space, RegisterIndex register, HashAlgorithm ima, LogLimits limits) {

    /** Strict, and everything else as is usual. */
    public static final ReadOptions STRICT =
            new ReadOptions(Strictness.STRICT, Space.AUTOMATIC, new Rtmr(2), HashAlgorithm.SHA1, LogLimits.DEFAULT);

    /** What is done about what the specification does not allow and what can be read all the same. */
    public enum Strictness {
        /** It is refused. */
        STRICT,
        /** It is read, with a warning. No comparison succeeds for it that would have failed. */
        LENIENT
    }

    /** The space that register numbers belong to. */
    public enum Space {
        /** CC measurement registers where SHA-384 or SM3 alone are declared, or what CoCo makes up; else PCRs. */
        AUTOMATIC,
        PCR,
        CCMR;

        /** The register with this number; only for a space that is decided. */
        public RegisterIndex register(long number) {
            return switch (this) {
                case PCR -> new Pcr(number);
                case CCMR -> new CcMr(number);
                case AUTOMATIC -> throw new IllegalStateException("the space has not been decided");
            };
        }
    }

    public boolean isStrict() {
        return strictness == Strictness.STRICT;
    }

    public ReadOptions with(Strictness other) {
        return new ReadOptions(other, space, register, ima, limits);
    }

    public ReadOptions with(Space other) {
        return new ReadOptions(strictness, other, register, ima, limits);
    }

    public ReadOptions in(RegisterIndex other) {
        return new ReadOptions(strictness, space, other, ima, limits);
    }

    public ReadOptions withIma(HashAlgorithm bank) {
        return new ReadOptions(strictness, space, register, bank, limits);
    }

    public ReadOptions with(LogLimits other) {
        return new ReadOptions(strictness, space, register, ima, other);
    }
}
