package dev.teeproof.eventlog.model;

import dev.teeproof.codec.Bytes;
import java.util.List;
import java.util.OptionalInt;

/**
 * The content of a crypto-agile log's first record, which is neither an event nor extended.
 *
 * <pre>
 * offset  size  field
 *      0    16  signature "Spec ID Event03" NUL
 *     16     4  platformClass
 *     20     1  specVersionMinor
 *     21     1  specVersionMajor
 *     22     1  specErrata
 *     23     1  uintnSize         1 for 32 bits, 2 for 64
 *     24     4  numberOfAlgorithms
 *     28    4n  digestSizes       algorithmId and digestSize, 16 bits each
 *  28+4n     1  vendorInfoSize
 *  29+4n     v  vendorInfo
 * </pre>
 *
 * @param signature 16 bytes; zero in what the attestation agent of Confidential Containers makes up for a log without one
 * @param platformClass 0 client, 1 server; unsigned 32 bits
 * @see "TCG PC Client Platform Firmware Profile, section 10.4.5.1 (TCG_EfiSpecIDEvent)"
 */
public record SpecIdEvent(
        Bytes signature,
        long platformClass,
        int specVersionMinor,
        int specVersionMajor,
        int specErrata,
        int uintnSize,
        List<DigestSize> digestSizes,
        Bytes vendorInfo) {

    /** {@code Spec ID Event03} with its NUL. */
    public static final Bytes SIGNATURE = Bytes.hex("53706563204944204576656e74303300");

    public SpecIdEvent {
        digestSizes = List.copyOf(digestSizes);
    }

    /**
     * One algorithm.
     *
     * @param digestSize in bytes, unsigned 16 bits
     */
    public record DigestSize(HashAlgorithm algorithm, int digestSize) {}

    /** How long this algorithm's digests are in this log; empty for one that the header does not declare. */
    public OptionalInt digestSize(HashAlgorithm algorithm) {
        for (DigestSize declared : digestSizes) {
            if (declared.algorithm.equals(algorithm)) {
                return OptionalInt.of(declared.digestSize);
            }
        }
        return OptionalInt.empty();
    }

    /** A header for events with these algorithms, as UEFI 2.0 firmware with 64 bits writes it. */
    public static SpecIdEvent of(List<HashAlgorithm> algorithms) {
        return new SpecIdEvent(
                SIGNATURE,
                0,
                0,
                2,
                0,
                2,
                algorithms.stream()
                        .map(algorithm -> new DigestSize(
                                algorithm,
                                algorithm
                                        .digest()
                                        .orElseThrow(() -> new IllegalArgumentException(
                                                "the size of " + algorithm + " is not known"))
                                        .size()))
                        .toList(),
                Bytes.empty());
    }
}
