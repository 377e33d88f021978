package dev.teeproof.eventlog;

import dev.teeproof.codec.Bytes;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.RegisterIndex;

/** What registers hold before anything that a log tells of was extended. */
@FunctionalInterface
public interface InitialValues {

    /**
     * All zeros; all ones for PCRs 17 to 22, which no dynamic launch has reset. What a log says itself (the locality at
     * which the machine started, the value in INIT) comes before this.
     *
     * @see "TCG PC Client Platform TPM Profile, section 4.6.2"
     */
    InitialValues USUAL = (register, algorithm) -> {
        int size = algorithm.digest().orElseThrow().size();
        boolean ones = register instanceof RegisterIndex.Pcr pcr && pcr.number() >= 17 && pcr.number() <= 22;
        return ones ? Bytes.ofRepeated(0xff, size) : Bytes.zeros(size);
    };

    /** The value, of the algorithm's size; asked for algorithms that can be computed. */
    Bytes of(RegisterIndex register, HashAlgorithm algorithm);
}
