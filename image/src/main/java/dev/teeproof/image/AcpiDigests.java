package dev.teeproof.image;

import dev.teeproof.codec.Bytes;

/** SHA-384 digests of the three blobs that QEMU hands to the firmware: table loader, RSDP and ACPI tables. */
public record AcpiDigests(Bytes loader, Bytes rsdp, Bytes tables) {

    public AcpiDigests {
        if (loader.size() != 48 || rsdp.size() != 48 || tables.size() != 48) {
            throw new IllegalArgumentException("SHA-384 digests have 48 bytes");
        }
    }
}
