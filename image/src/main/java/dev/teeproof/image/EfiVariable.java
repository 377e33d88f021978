package dev.teeproof.image;

import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import java.nio.charset.StandardCharsets;

/**
 * The digests of the Secure Boot variables of a firmware in which they are empty.
 *
 * @see "TCG PC Client Platform Firmware Profile, UEFI_VARIABLE_DATA"
 */
final class EfiVariable {

    /** EFI_GLOBAL_VARIABLE, 8be4df61-93ca-11d2-aa0d-00e098032b8c, as UEFI stores it. */
    static final Bytes GLOBAL = Bytes.hex("61dfe48bca93d211aa0d00e098032b8c");

    /** EFI_IMAGE_SECURITY_DATABASE, d719b2cb-3d3a-4596-a3bc-dad00e67656f, as UEFI stores it. */
    static final Bytes IMAGE_SECURITY_DATABASE = Bytes.hex("cbb219d73a3d9645a3bcdad00e67656f");

    private EfiVariable() {}

    /** SHA-384 of vendor GUID, u64 number of characters, u64 number of data bytes (none), UTF-16LE name. */
    static Bytes emptyDigest(Bytes vendor, String name) {
        return Digest.SHA_384.of(new ByteWriter()
                .bytes(vendor)
                .u64le(name.length())
                .u64le(0)
                .bytes(Bytes.copyOf(name.getBytes(StandardCharsets.UTF_16LE)))
                .toBytes());
    }
}
