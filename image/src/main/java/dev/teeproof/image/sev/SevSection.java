package dev.teeproof.image.sev;

/**
 * A section of guest memory that a firmware asks for. Nothing is said about size or alignment before a launch is computed.
 *
 * @param gpa guest-physical address, 32 bits
 * @param size bytes, 32 bits
 */
public record SevSection(long gpa, long size, SectionType type) {

    public SevSection {
        if (gpa >>> 32 != 0 || size >>> 32 != 0) {
            throw new IllegalArgumentException("address and size have 32 bits");
        }
    }
}
