package dev.teeproof.image.sev;

import java.util.Optional;
import java.util.stream.Stream;

/** What a hypervisor puts into a section of guest memory that a firmware asks for, and how that is measured. */
public enum SectionType {
    /** Memory that the firmware needs from the start: zero pages. */
    SEC_MEM(1),
    /** The secrets page: one page, whatever the section's size. */
    SECRETS(2),
    /** The CPUID page: one page, whatever the section's size. */
    CPUID(3),
    /** The calling area of a secure VM service module: zero pages. */
    SVSM_CAA(4),
    /** The hashes of kernel, initrd and command line, where a kernel is given: else zero pages. */
    KERNEL_HASHES(0x10);

    private final int code;

    SectionType(int code) {
        this.code = code;
    }

    /** As firmware and documents write it. */
    public int code() {
        return code;
    }

    /** Empty for a code that no firmware known to us uses. */
    public static Optional<SectionType> of(long code) {
        return Stream.of(values()).filter(type -> type.code == code).findFirst();
    }
}
