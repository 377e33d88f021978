package dev.teeproof.image.sev;

import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Digest;
import java.util.Optional;

/**
 * The SHA-256 digests of a kernel, its initrd and its command line, which QEMU puts into guest memory where the firmware says,
 * so that they are measured though the files themselves are not.
 *
 * <pre>
 * table, 176 bytes: GUID | u16 168 | command line's entry | initrd's entry | kernel's entry | 8 zero bytes
 * entry, 50 bytes:  GUID | u16 50 | digest
 * </pre>
 *
 * @param cmdline of the command line and one zero byte
 * @param initrd of nothing where there is no initrd
 * @param kernel of the file as it is given to QEMU
 * @see "QEMU, target/i386/sev.c, struct SevHashTable"
 */
public record KernelHashes(Bytes cmdline, Bytes initrd, Bytes kernel) {

    /** Bytes, with the padding. */
    public static final int TABLE_SIZE = 176;

    private static final int DIGEST = 32;
    private static final int ENTRY = 16 + 2 + DIGEST;
    private static final int UNPADDED = 16 + 2 + 3 * ENTRY;

    public KernelHashes {
        if (cmdline.size() != DIGEST || initrd.size() != DIGEST || kernel.size() != DIGEST) {
            throw new IllegalArgumentException("SHA-256 digests have 32 bytes");
        }
    }

    /** The hashes of files and of a command line, which is taken as it is: nothing is trimmed. */
    public static KernelHashes of(Bytes kernel, Optional<Bytes> initrd, String cmdline) {
        return ofDigests(Digest.SHA_256.of(kernel), initrd.map(Digest.SHA_256::of), cmdline);
    }

    /** Like {@link #of}, where the SHA-256 digests of the files are known. */
    public static KernelHashes ofDigests(Bytes kernel, Optional<Bytes> initrd, String cmdline) {
        return new KernelHashes(
                Digest.SHA_256.of(Bytes.utf8(cmdline), Bytes.zeros(1)),
                initrd.orElseGet(() -> Digest.SHA_256.of(Bytes.empty())),
                kernel);
    }

    /** The table, with its padding. */
    public Bytes table() {
        ByteWriter out = new ByteWriter().bytes(OvmfGuid.KERNEL_HASHES).u16le(UNPADDED);
        entry(out, OvmfGuid.KERNEL_HASHES_CMDLINE, cmdline);
        entry(out, OvmfGuid.KERNEL_HASHES_INITRD, initrd);
        entry(out, OvmfGuid.KERNEL_HASHES_KERNEL, kernel);
        return out.bytes(Bytes.zeros(TABLE_SIZE - UNPADDED)).toBytes();
    }

    /**
     * The page with the table in it, zero otherwise.
     *
     * @param tableGpa where the table lies; only its place in its page counts
     * @throws MalformedEvidenceException if the table does not end in the page
     */
    public Bytes page(long tableGpa) throws MalformedEvidenceException {
        int at = (int) (tableGpa & OvmfImage.PAGE_SIZE - 1);
        if (at + TABLE_SIZE > OvmfImage.PAGE_SIZE) {
            throw new MalformedEvidenceException(
                    Malformation.BAD_VALUE, "hashes_table_gpa", 0, "room for " + TABLE_SIZE + " bytes in its page");
        }
        return Bytes.concat(Bytes.zeros(at), table(), Bytes.zeros(OvmfImage.PAGE_SIZE - at - TABLE_SIZE));
    }

    private static void entry(ByteWriter out, Bytes guid, Bytes digest) {
        out.bytes(guid).u16le(ENTRY).bytes(digest);
    }
}
