package dev.teeproof.image.sev;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import dev.teeproof.crypto.Hasher;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The launch digest of SEV-SNP as the processor's firmware keeps it while pages are added: {@code digest := SHA-384(PAGE_INFO)}
 * for each page. Not thread-safe.
 *
 * <pre>
 * PAGE_INFO, 112 bytes: 00 digest so far (48) | 30 contents (48) | 60 u16 112 | 62 page type | 63 IMI, VMPL permissions,
 *                       reserved (5 zero bytes) | 68 u64 guest-physical address
 * </pre>
 *
 * The contents of a page that a guest is given are its SHA-384, those of other pages 48 zero bytes. Addresses and sizes are
 * whole pages; anything else is a mistake of the caller's.
 *
 * @see "AMD SEV-SNP Firmware ABI Specification (56860), section 8.17.2, table 67, PAGE_INFO"
 */
public final class LaunchDigest {

    /** Bytes of a digest. */
    public static final int SIZE = 48;

    private static final int NORMAL = 1;
    private static final int VMSA = 2;
    private static final int ZERO = 3;
    private static final int UNMEASURED = 4;
    private static final int SECRETS = 5;
    private static final int CPUID = 6;

    /** Where KVM says that save areas lie: all bits set, cut to 48 bits and to a page. */
    private static final long VMSA_GPA = 0x0000_ffff_ffff_f000L;

    private static final int PAGE = OvmfImage.PAGE_SIZE;
    private static final int CONTENTS = 0x30;
    private static final int PAGE_TYPE = 0x62;
    private static final int GPA = 0x68;

    private final Hasher hasher = Digest.SHA_384.hasher();
    private final byte[] pageInfo = new byte[0x70];
    private final ByteBuffer fields = ByteBuffer.wrap(pageInfo).order(ByteOrder.LITTLE_ENDIAN);

    private LaunchDigest() {
        fields.putShort(0x60, (short) pageInfo.length);
    }

    /** Nothing has been added yet. */
    public static LaunchDigest empty() {
        return new LaunchDigest();
    }

    /** Goes on from a digest of {@value #SIZE} bytes, for instance that of a firmware by itself. */
    public static LaunchDigest from(Bytes digest) {
        if (digest.size() != SIZE) {
            throw new IllegalArgumentException("a launch digest has " + SIZE + " bytes");
        }
        LaunchDigest launch = new LaunchDigest();
        launch.fields.put(0, digest.toArray());
        return launch;
    }

    /** Pages with content. */
    public LaunchDigest normalPages(long gpa, Bytes content) {
        return pages(NORMAL, gpa, content);
    }

    /** The save area of a vCPU, one page, wherever it lies. */
    public LaunchDigest vmsaPage(Bytes page) {
        if (page.size() != PAGE) {
            throw new IllegalArgumentException("a save area is one page");
        }
        return pages(VMSA, VMSA_GPA, page);
    }

    /** Pages of zeros. */
    public LaunchDigest zeroPages(long gpa, long size) {
        return emptyPages(ZERO, gpa, size);
    }

    /** Pages of which only the addresses are measured. */
    public LaunchDigest unmeasuredPages(long gpa, long size) {
        return emptyPages(UNMEASURED, gpa, size);
    }

    /** The page into which the processor's firmware writes secrets. */
    public LaunchDigest secretsPage(long gpa) {
        return emptyPages(SECRETS, gpa, PAGE);
    }

    /** The page of CPUID results that the processor's firmware has checked. */
    public LaunchDigest cpuidPage(long gpa) {
        return emptyPages(CPUID, gpa, PAGE);
    }

    /** The digest so far. */
    public Bytes value() {
        return Bytes.copyOf(Arrays.copyOf(pageInfo, SIZE));
    }

    /**
     * One object digests every page and every PAGE_INFO, in place: a firmware has thousands of them. Many are padding, the same as the
     * page before, whose digest is still there.
     */
    private LaunchDigest pages(int type, long gpa, Bytes content) {
        requirePages(gpa, content.size());
        for (int from = 0; from < content.size(); from += PAGE) {
            if (from == 0 || !content.repeats(from, from - PAGE, PAGE)) {
                hasher.update(content, from, from + PAGE).finishInto(pageInfo, CONTENTS);
            }
            add(type, gpa + from);
        }
        return this;
    }

    private LaunchDigest emptyPages(int type, long gpa, long size) {
        requirePages(gpa, size);
        Arrays.fill(pageInfo, CONTENTS, CONTENTS + SIZE, (byte) 0);
        for (long from = 0; from < size; from += PAGE) {
            add(type, gpa + from);
        }
        return this;
    }

    private void add(int type, long gpa) {
        pageInfo[PAGE_TYPE] = (byte) type;
        fields.putLong(GPA, gpa);
        hasher.update(pageInfo, 0, pageInfo.length).finishInto(pageInfo, 0);
    }

    private static void requirePages(long gpa, long size) {
        if (gpa % PAGE != 0 || size % PAGE != 0) {
            throw new IllegalArgumentException("whole pages are measured: " + size + " bytes at " + gpa);
        }
    }
}
