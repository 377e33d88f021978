package dev.teeproof.eventlog.data;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Printable;
import java.util.Optional;

/**
 * One node of a device path.
 *
 * <pre>
 * offset  size  field
 *      0     1  Type
 *      1     1  SubType
 *      2     2  Length    of the whole node, at least 4
 *      4     n  data
 * </pre>
 *
 * @param type 1 hardware, 2 ACPI, 3 messaging, 4 media, 5 BIOS boot, 0x7F end
 * @param data behind the four bytes of the header
 * @see "UEFI 2.10, section 10.3"
 */
public record DevicePathNode(int type, int subType, Bytes data) {

    static final int HARDWARE = 1;
    static final int ACPI = 2;
    static final int MESSAGING = 3;
    static final int MEDIA = 4;
    static final int BIOS_BOOT = 5;
    static final int END = 0x7f;

    private static final int FILE_PATH = 4;

    /** The path of a file, if the node is one; as stated, not printable in any case. */
    public Optional<String> filePath() {
        return type == MEDIA && subType == FILE_PATH
                ? Optional.of(Utf16.untilNul(Utf16.lossy(data)))
                : Optional.empty();
    }

    /** The node as the specification writes it; a node that does not have the shape of its kind in the general form. */
    public String text() {
        return Printable.of(DevicePathText.of(this));
    }
}
