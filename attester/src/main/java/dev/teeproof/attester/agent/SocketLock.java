package dev.teeproof.attester.agent;

import dev.teeproof.codec.Bytes;
import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The right to listen on the path of a unix socket, against other programs that ask for it here. A file beside the socket is locked for
 * as long as it is held; a lock ends with its process.
 */
public final class SocketLock implements AutoCloseable {

    /** Bytes; Linux has room for them and a zero. */
    private static final int MAX_PATH = 107;

    private static final int TYPE = 0170000;
    private static final int SOCKET = 0140000;

    /** Somebody else has the right. */
    public static final class HeldException extends IOException {

        private static final long serialVersionUID = 1L;

        private HeldException(Path socket) {
            super("another agent listens on " + socket);
        }
    }

    private final FileChannel file;

    private SocketLock(FileChannel file) {
        this.file = file;
    }

    /**
     * Takes the right. A socket that nobody listens to any more is removed.
     *
     * @throws IOException if another program has it or listens there, if something else than a socket is there, or if the path is too
     *     long for one
     */
    public static SocketLock take(Path socket) throws IOException {
        if (Bytes.utf8(socket.toString()).size() > MAX_PATH) {
            throw new IOException(socket + " is longer than the " + MAX_PATH
                    + " bytes that the path of a unix socket can have: take a shorter folder");
        }
        FileChannel file = FileChannel.open(
                socket.resolveSibling(socket.getFileName() + ".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        try {
            if (!tryLock(file)) {
                throw new HeldException(socket);
            }
            removeStale(socket);
            return new SocketLock(file);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    private static boolean tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** A socket that refuses connections was left by an agent that was killed. */
    private static void removeStale(Path socket) throws IOException {
        if (!Files.exists(socket, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        @Nullable Object mode = Files.getAttribute(socket, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        if (!(mode instanceof Integer bits) || (bits & TYPE) != SOCKET) {
            throw new IOException(socket + " is there and is no socket");
        }
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.connect(UnixDomainSocketAddress.of(socket));
        } catch (ConnectException e) {
            Files.delete(socket);
            return;
        }
        throw new HeldException(socket);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
