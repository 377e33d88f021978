package dev.teeproof.image;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Hex;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Digest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The {@code sha256sum.txt} of an OS image, as received: a line per file, its SHA-256 and its name with blanks between.
 * Its own SHA-256, over the raw bytes, is the image's hash.
 */
public record ChecksumFile(Bytes bytes) {

    /** Bytes; those of dstack's images have a few hundred. */
    static final int MAX_SIZE = 64 << 10;

    private static final Pattern WHITE_SPACE = Pattern.compile("(?U)\\s+");

    /** {@code os_image_hash}. */
    public Bytes hash() {
        return Digest.SHA_256.of(bytes);
    }

    /**
     * The checksum of the file with exactly this name; the checksums of others are not looked at.
     *
     * @throws MalformedEvidenceException if a line that is not blank has no file name, whichever file it is about; if
     *     the name stands on no line or on two; if its checksum is not 64 hexadecimal digits
     */
    public Bytes entry(String name) throws MalformedEvidenceException {
        if (bytes.size() > MAX_SIZE) {
            throw new MalformedEvidenceException(
                    Malformation.LIMIT_EXCEEDED, "sha256sum.txt", bytes.size(), "at most " + MAX_SIZE + " bytes");
        }
        Optional<Bytes> found = Optional.empty();
        int number = 0;
        for (String line : bytes.toUtf8("sha256sum.txt").split("\n", -1)) {
            number++;
            String path = "sha256sum.txt line " + number;
            List<String> fields = fields(line);
            if (fields.isEmpty()) {
                continue;
            }
            if (fields.size() == 1) {
                throw new MalformedEvidenceException(Malformation.MISSING, path, 0, "a file name behind the checksum");
            }
            if (!fields.get(1).equals(name)) {
                continue;
            }
            if (found.isPresent()) {
                throw new MalformedEvidenceException(Malformation.DUPLICATE, path, 0, name + " on one line only");
            }
            found = Optional.of(Hex.decode(fields.get(0), path, 32));
        }
        return found.orElseThrow(
                () -> new MalformedEvidenceException(Malformation.MISSING, "sha256sum.txt", 0, "a line for " + name));
    }

    /** Split at runs of Unicode white space. */
    private static List<String> fields(String line) {
        return Stream.of(WHITE_SPACE.split(line))
                .filter(field -> !field.isEmpty())
                .toList();
    }
}
