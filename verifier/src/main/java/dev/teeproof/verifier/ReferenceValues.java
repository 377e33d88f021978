package dev.teeproof.verifier;

import dev.teeproof.codec.Bytes;
import java.util.Set;

/**
 * What a relying party expects of a machine.
 *
 * @param source where the expectation was stated, for people
 * @param osImageHashes the images that it may run, each the SHA-256 of its {@code sha256sum.txt}; empty where nobody has
 *     said
 */
public record ReferenceValues(String source, Set<Bytes> osImageHashes) {

    /** Nobody has said anything. */
    public static final ReferenceValues NONE = new ReferenceValues("nobody", Set.of());

    public ReferenceValues {
        osImageHashes = Set.copyOf(osImageHashes);
    }
}
