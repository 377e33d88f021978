package dev.teeproof.eventlog.data;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.JsonObject;

/**
 * Where a piece of firmware lay that was measured. EV_EFI_PLATFORM_FIRMWARE_BLOB, and EV_POST_CODE with 16 bytes. The
 * digest is of that memory, which a log does not hold.
 *
 * <pre>
 * offset  size  field
 *      0     8  BlobBase
 *      8     8  BlobLength
 * </pre>
 *
 * @param base physical address, unsigned 64 bits
 * @param length in bytes, unsigned 64 bits
 * @see "TCG PC Client Platform Firmware Profile, section 10.2.3 (UEFI_PLATFORM_FIRMWARE_BLOB)"
 */
public record FirmwareBlob(long base, long length) implements EventData {

    static final int SIZE = 16;

    static FirmwareBlob read(ByteReader in) throws MalformedEvidenceException {
        long base = in.u64le("blobBase");
        long length = in.u64le("blobLength");
        in.end();
        return new FirmwareBlob(base, length);
    }

    @Override
    public String text() {
        return Long.toUnsignedString(length) + " bytes of firmware at " + Fields.u64(base);
    }

    @Override
    public JsonObject toJson() {
        return Fields.of("firmware_blob")
                .u64("base", base)
                .u64("length", length)
                .toJson();
    }
}
