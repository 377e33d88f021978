package dev.teeproof.image.sev;

import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;

/**
 * An ID block: what the owner of a guest signs so that the processor starts it only with this launch digest and policy.
 *
 * <pre>
 * 96 bytes: launch digest (48) | family id (16) | image id (16) | u32 version = 1 | u32 guest SVN | u64 policy
 * </pre>
 *
 * @param guestSvn 32 bits
 * @param policy the guest's policy, 64 bits
 * @see "AMD SEV-SNP Firmware ABI Specification (56860), section 8.18, ID block"
 */
public record IdBlock(Bytes launchDigest, Bytes familyId, Bytes imageId, long guestSvn, long policy) {

    /** SMT allowed, and the bit that is always set: what QEMU launches with by default. */
    public static final long DEFAULT_POLICY = 0x30000;

    static final int ID_SIZE = 16;

    private static final int VERSION = 1;

    public IdBlock {
        if (launchDigest.size() != LaunchDigest.SIZE || familyId.size() != ID_SIZE || imageId.size() != ID_SIZE) {
            throw new IllegalArgumentException("a launch digest has 48 bytes, an id 16");
        }
        if (guestSvn >>> 32 != 0) {
            throw new IllegalArgumentException("a guest SVN has 32 bits");
        }
    }

    /** A block without ids, with the default policy. */
    public static IdBlock of(Bytes launchDigest) {
        return new IdBlock(launchDigest, Bytes.zeros(ID_SIZE), Bytes.zeros(ID_SIZE), 0, DEFAULT_POLICY);
    }

    /** The 96 bytes, which the ID key signs with ECDSA and SHA-384. */
    public Bytes toBytes() {
        return new ByteWriter()
                .bytes(launchDigest)
                .bytes(familyId)
                .bytes(imageId)
                .u32le(VERSION)
                .u32le(guestSvn)
                .u64le(policy)
                .toBytes();
    }

    /**
     * An ECDSA signature over P-384 with SHA-384.
     *
     * @param r 48 bytes, big-endian
     * @param s 48 bytes, big-endian
     */
    public record Signature(Bytes r, Bytes s) {

        /** Bytes of a signature as firmware writes it: r and s little-endian in 72 bytes each, zeros behind. */
        static final int SIZE = 512;

        public Signature {
            if (r.size() != IdKey.COORDINATE || s.size() != IdKey.COORDINATE) {
                throw new IllegalArgumentException("r and s have 48 bytes each");
            }
            if (r.isZero() || s.isZero()) {
                throw new IllegalArgumentException("r and s are not zero");
            }
        }

        Bytes structure() {
            ByteWriter out = new ByteWriter();
            IdKey.littleEndian(out, r);
            IdKey.littleEndian(out, s);
            return out.bytes(Bytes.zeros(SIZE - out.size())).toBytes();
        }
    }
}
