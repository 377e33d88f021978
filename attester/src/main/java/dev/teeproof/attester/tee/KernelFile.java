package dev.teeproof.attester.tee;

import dev.teeproof.codec.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/**
 * Files whose content the kernel makes as they are read, and takes as they are written.
 *
 * <p>The size that the kernel states for them is a page, whatever they hold: nobody asks for it. An interrupt neither ends a
 * read or write halfway nor gets lost, because streams of files are not interruptible, unlike channels.
 */
final class KernelFile {

    private static final int CHUNK = 16 << 10;

    private KernelFile() {}

    /** What the file holds; of a longer one the first {@code limit} bytes and one more. */
    static Bytes read(Path file, int limit) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        byte[] chunk = new byte[Math.min(limit + 1, CHUNK)];
        try (InputStream in = Files.newInputStream(file)) {
            int left = limit + 1;
            int read = in.read(chunk, 0, Math.min(left, chunk.length));
            while (read > 0) {
                content.write(chunk, 0, read);
                left -= read;
                read = left == 0 ? -1 : in.read(chunk, 0, Math.min(left, chunk.length));
            }
        }
        return Bytes.copyOf(content.toByteArray());
    }

    /** Opens a file that is there, writes all bytes at once, and closes it: some files take what was written only then. */
    static void write(Path file, Bytes bytes) throws IOException {
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.WRITE)) {
            out.write(bytes.toArray());
        }
    }

    /**
     * Whether the kernel asks to try again: EBUSY or EAGAIN. The platform hands on an error's words alone, those of the C
     * library; in a language other than English they are not recognised, and the error stands as any other.
     */
    static boolean isBusy(IOException e) {
        String words = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return words.contains("resource busy") || words.contains("resource temporarily unavailable");
    }
}
