package dev.teeproof.image;

import static dev.teeproof.crypto.Digest.SHA_384;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import java.util.List;

/**
 * The registers that a machine has when it boots the image of a measurement document: reference values, to be compared
 * with those of a verified quote.
 *
 * @see "dstack, TDX lite: OS image verification without download"
 */
public record TdxRegisters(Bytes mrtd, Bytes rtmr0, Bytes rtmr1, Bytes rtmr2) {

    /** An empty variable store of a 4 MiB OVMF build, 0x84000 bytes: the configuration firmware volume. */
    static final Bytes CONFIGURATION_VOLUME = Bytes.hex(
            "344bc51c980ba621aaa00da3ed7436f7d6e549197dfe699515dfa2c6583d95e6412af21c097d473155875ffd561d6790");

    /** The variable Boot0000: UiApp of the firmware volume. */
    static final Bytes BOOT0000 = Bytes.hex(
            "23ada07f5261f12f34a0bd8e46760962d6b4d576a416f1fea1c64bc656b1d28eacf7047ae6e967c58fd2a98bfa74c298");

    private static final Bytes SEPARATOR = SHA_384.of(Bytes.zeros(4));
    private static final Bytes BOOT_ORDER = SHA_384.of(Bytes.zeros(2));

    /** The memory size, in bytes, at which a document's kernel digest holds besides those from 2816 MiB on. */
    private static final long TWO_GIB = 0x8000_0000L;

    private static final long MIB = 1 << 20;

    /** Whether the kernel digest of a measurement document holds for a machine with so many bytes of memory. */
    public static boolean coversMemorySize(long memorySize) {
        return memorySize % MIB == 0 && (memorySize == TWO_GIB || memorySize >= TdHob.LOW_MEMORY_SPLIT);
    }

    /**
     * Computes the registers.
     *
     * @param memorySize bytes; one that {@link #coversMemorySize}
     * @throws MalformedEvidenceException if the document's memory ranges cannot be read
     */
    public static TdxRegisters of(TdxMeasurement document, MrtdOrder order, long memorySize, AcpiDigests acpi)
            throws MalformedEvidenceException {
        Bytes mrtd = switch (order) {
            case SINGLE_PASS -> document.mrtdSinglePass();
            case TWO_PASS -> document.mrtdTwoPass();
        };
        return new TdxRegisters(
                mrtd,
                SHA_384.replay(rtmr0Digests(document, memorySize, acpi)),
                SHA_384.replay(rtmr1Digests(document)),
                SHA_384.replay(rtmr2Digests(document)));
    }

    /**
     * What the firmware extends into RTMR0, in order: TD HOB, configuration volume, the five Secure Boot variables, a
     * separator, the three ACPI blobs, boot order and Boot0000.
     */
    public static List<Bytes> rtmr0Digests(TdxMeasurement document, long memorySize, AcpiDigests acpi)
            throws MalformedEvidenceException {
        return switch (document.ovmf()) {
            case PRE_202505 ->
                List.of(
                        TdHob.digest(TdHobWitness.read(document.tdHob()), memorySize),
                        CONFIGURATION_VOLUME,
                        EfiVariable.emptyDigest(EfiVariable.GLOBAL, "SecureBoot"),
                        EfiVariable.emptyDigest(EfiVariable.GLOBAL, "PK"),
                        EfiVariable.emptyDigest(EfiVariable.GLOBAL, "KEK"),
                        EfiVariable.emptyDigest(EfiVariable.IMAGE_SECURITY_DATABASE, "db"),
                        EfiVariable.emptyDigest(EfiVariable.IMAGE_SECURITY_DATABASE, "dbx"),
                        SEPARATOR,
                        acpi.loader(),
                        acpi.rsdp(),
                        acpi.tables(),
                        BOOT_ORDER,
                        BOOT0000);
        };
    }

    /** What the firmware extends into RTMR1, in order: the kernel, and the actions around its start. */
    public static List<Bytes> rtmr1Digests(TdxMeasurement document) {
        return List.of(
                document.kernelAuthenticode(),
                action("Calling EFI Application from Boot Option"),
                SEPARATOR,
                action("Exit Boot Services Invocation"),
                action("Exit Boot Services Returned with Success"));
    }

    /** What the kernel's loader extends into RTMR2, in order: command line and initrd. */
    public static List<Bytes> rtmr2Digests(TdxMeasurement document) {
        return List.of(document.cmdlineSha384(), document.initrdSha384());
    }

    /** EV_EFI_ACTION: the digest of the action's text. */
    private static Bytes action(String text) {
        return SHA_384.of(Bytes.utf8(text));
    }
}
