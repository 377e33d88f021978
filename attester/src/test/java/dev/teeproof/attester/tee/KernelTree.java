package dev.teeproof.attester.tee;

import java.io.IOException;

/** What a file system shows of a kernel. Paths are absolute, as text. */
interface KernelTree {

    /** What is there. */
    enum Kind {
        DIRECTORY,
        FILE,
        ABSENT
    }

    /** A file that somebody opened. */
    interface Handle {

        /** All of it, asked for at the first read, as the kernel does for binary attributes. */
        byte[] content() throws IOException;

        /** One call of write(2). */
        default void write(byte[] bytes, long position) throws IOException {
            throw new IOException("Bad file descriptor");
        }

        /** Errors are not told to whoever closes, as in configfs. */
        default void close() {}
    }

    Kind kind(String path);

    /** @throws IOException as the platform names what the kernel answers */
    Handle open(String path, boolean write) throws IOException;

    void makeDirectory(String path) throws IOException;

    void removeDirectory(String path) throws IOException;
}
