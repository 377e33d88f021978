package dev.teeproof.eventlog.data;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.eventlog.model.LogLimits;
import java.util.Optional;

/**
 * An image that firmware loaded: an application, a boot service driver or a runtime driver. The digest is the
 * Authenticode hash of the image; nothing here is covered by it.
 *
 * <pre>
 * offset  size  field
 *      0     8  ImageLocationInMemory
 *      8     8  ImageLengthInMemory
 *     16     8  ImageLinkTimeAddress
 *     24     8  LengthOfDevicePath
 *     32     n  DevicePath
 * </pre>
 *
 * @param address physical, unsigned 64 bits
 * @param length in bytes, unsigned 64 bits
 * @param linkAddress unsigned 64 bits
 * @param path empty for an image that came from memory
 * @param rest bytes behind the path, which some boot loaders leave there
 * @see "TCG PC Client Platform Firmware Profile, section 10.2.3 (UEFI_IMAGE_LOAD_EVENT)"
 */
public record ImageLoad(long address, long length, long linkAddress, Optional<DevicePath> path, Bytes rest)
        implements EventData {

    static ImageLoad read(ByteReader in, LogLimits limits) throws MalformedEvidenceException {
        long address = in.u64le("imageLocationInMemory");
        long length = in.u64le("imageLengthInMemory");
        long linkAddress = in.u64le("imageLinkTimeAddress");
        long size = in.u64le("lengthOfDevicePath");
        if (Long.compareUnsigned(size, limits.devicePath()) > 0) {
            throw in.fault(
                    Malformation.LIMIT_EXCEEDED, "lengthOfDevicePath", 24, "at most " + limits.devicePath() + " bytes");
        }
        ByteReader pathIn = in.slice("devicePath", size);
        Optional<DevicePath> path = Optional.empty();
        if (size > 0) {
            path = Optional.of(DevicePath.read(pathIn, limits));
            pathIn.end();
        }
        return new ImageLoad(address, length, linkAddress, path, in.rest());
    }

    @Override
    public String text() {
        String size = Long.toUnsignedString(length) + " bytes at " + Fields.u64(address);
        return path.map(DevicePath::text).map(text -> text + " (" + size + ")").orElse(size);
    }

    @Override
    public JsonObject toJson() {
        Fields fields = Fields.of("image_load")
                .u64("address", address)
                .u64("length", length)
                .u64("link_address", linkAddress);
        path.ifPresent(present -> fields.text("path", present.text()).value("nodes", present.toJson()));
        return fields.toJson();
    }
}
