package dev.teeproof.eventlog.data;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.Printable;
import dev.teeproof.codec.json.JsonObject;

/**
 * What piece of firmware was measured and where it lay. EV_EFI_PLATFORM_FIRMWARE_BLOB2 and EV_POST_CODE2.
 *
 * <pre>
 * offset  size  field
 *      0     1  BlobDescriptionSize
 *      1     n  BlobDescription      text, with or without NUL
 *    1+n     8  BlobBase
 *    9+n     8  BlobLength
 * </pre>
 *
 * @param description without its NUL
 * @param base physical address, unsigned 64 bits
 * @param length in bytes, unsigned 64 bits
 * @see "TCG PC Client Platform Firmware Profile, section 10.2.5 (UEFI_PLATFORM_FIRMWARE_BLOB2)"
 */
public record FirmwareBlob2(String description, long base, long length) implements EventData {

    static FirmwareBlob2 read(ByteReader in) throws MalformedEvidenceException {
        String description = description(in, "blobDescription");
        long base = in.u64le("blobBase");
        long length = in.u64le("blobLength");
        in.end();
        return new FirmwareBlob2(description, base, length);
    }

    /** A byte with the size, and text. */
    static String description(ByteReader in, String field) throws MalformedEvidenceException {
        int size = in.u8(field + "Size");
        return Ascii.untilNul(in.take(field, size)).toUtf8("event." + field);
    }

    @Override
    public String text() {
        return Printable.of(description) + ": " + Long.toUnsignedString(length) + " bytes of firmware at "
                + Fields.u64(base);
    }

    @Override
    public JsonObject toJson() {
        return Fields.of("firmware_blob2")
                .text("description", description)
                .u64("base", base)
                .u64("length", length)
                .toJson();
    }
}
