package dev.teeproof.image.sev;

import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import java.util.Optional;

/**
 * The ID authentication information page: the signature under an {@link IdBlock} with its key, and, where somebody vouches for
 * that key, an author's. The signatures are made elsewhere and are not verified here; the processor does so.
 *
 * <pre>
 * 4096 bytes: 000 u32 ID key algorithm = 1 | 004 u32 author key algorithm, 1 or 0 | 040 signature of the ID block (512)
 *             240 ID key (1028) | 680 author's signature of the ID key's 1028 bytes (512) | 880 author key (1028)
 * </pre>
 *
 * All else is zero. Algorithm 1 is ECDSA over P-384 with SHA-384.
 *
 * @see "AMD SEV-SNP Firmware ABI Specification (56860), section 8.18, ID authentication information structure"
 */
public record IdAuthentication(IdBlock.Signature blockSignature, IdKey idKey, Optional<Author> author) {

    private static final int SIZE = 4096;
    private static final int ECDSA_P384_SHA384 = 1;
    private static final int BLOCK_SIGNATURE = 0x40;
    private static final int KEY_SIGNATURE = 0x680;
    private static final int AUTHOR_KEY = 0x880;

    /** Who vouches for the ID key. */
    public record Author(IdBlock.Signature keySignature, IdKey key) {}

    /** The page. */
    public Bytes toBytes() {
        ByteWriter out = new ByteWriter().u32le(ECDSA_P384_SHA384).u32le(author.isPresent() ? ECDSA_P384_SHA384 : 0);
        at(out, BLOCK_SIGNATURE).bytes(blockSignature.structure()).bytes(idKey.structure());
        author.ifPresent(who -> {
            at(out, KEY_SIGNATURE).bytes(who.keySignature().structure());
            at(out, AUTHOR_KEY).bytes(who.key().structure());
        });
        return at(out, SIZE).toBytes();
    }

    private static ByteWriter at(ByteWriter out, int offset) {
        return out.bytes(Bytes.zeros(offset - out.size()));
    }
}
