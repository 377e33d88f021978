package dev.teeproof.verifier;

import dev.teeproof.codec.Bytes;
import dev.teeproof.image.ImageCheck;
import dev.teeproof.result.Check;
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

    /** Whether an image that was bound to the hardware's evidence is expected. */
    Check check(Bytes osImageHash) {
        if (osImageHashes.isEmpty()) {
            return Check.notApplicable(ImageCheck.OS_IMAGE_REFERENCE, "nobody has said which OS image to expect");
        }
        return Check.that(
                ImageCheck.OS_IMAGE_REFERENCE,
                osImageHashes.contains(osImageHash),
                "the OS image " + osImageHash + " is one that " + source + " expects",
                "the OS image " + osImageHash + " is none that " + source + " expects");
    }
}
