package dev.teeproof.attester.tee;

import dev.teeproof.attester.tee.KernelTree.Kind;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.spi.FileSystemProvider;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The platform's view of a kernel: only what files of a kernel are good for. */
final class KernelProvider extends FileSystemProvider {

    private final KernelTree tree;

    KernelProvider(KernelTree tree) {
        this.tree = tree;
    }

    @Override
    public String getScheme() {
        return "kernel";
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        boolean write = options.contains(StandardOpenOption.WRITE);
        if (!options.isEmpty() && !options.equals(Set.of(write ? StandardOpenOption.WRITE : StandardOpenOption.READ))) {
            throw new UnsupportedOperationException("a kernel's file is read or written, but not " + options);
        }
        return new KernelChannel(tree.open(KernelPath.text(path), write), write);
    }

    @Override
    public void createDirectory(Path directory, FileAttribute<?>... attributes) throws IOException {
        tree.makeDirectory(KernelPath.text(directory));
    }

    @Override
    public void delete(Path path) throws IOException {
        tree.removeDirectory(KernelPath.text(path));
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        if (tree.kind(KernelPath.text(path)) == Kind.ABSENT) {
            throw new NoSuchFileException(path.toString());
        }
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        checkAccess(path);
        return type.cast(new Attributes(tree.kind(KernelPath.text(path))));
    }

    /** Every file is a page, whatever it holds. */
    private record Attributes(Kind kind) implements BasicFileAttributes {

        @Override
        public boolean isDirectory() {
            return kind == Kind.DIRECTORY;
        }

        @Override
        public boolean isRegularFile() {
            return kind == Kind.FILE;
        }

        @Override
        public boolean isSymbolicLink() {
            return false;
        }

        @Override
        public boolean isOther() {
            return false;
        }

        @Override
        public long size() {
            return KernelChannel.PAGE;
        }

        @Override
        public @Nullable Object fileKey() {
            return null;
        }

        @Override
        public FileTime lastModifiedTime() {
            return FileTime.fromMillis(0);
        }

        @Override
        public FileTime lastAccessTime() {
            return FileTime.fromMillis(0);
        }

        @Override
        public FileTime creationTime() {
            return FileTime.fromMillis(0);
        }
    }

    @Override
    public boolean isSameFile(Path path, Path other) {
        return path.equals(other);
    }

    @Override
    public boolean isHidden(Path path) {
        return false;
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Path getPath(URI uri) {
        throw new UnsupportedOperationException();
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path directory, DirectoryStream.Filter<? super Path> filter) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileStore getFileStore(Path path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <V extends FileAttributeView> @Nullable V getFileAttributeView(
            Path path, Class<V> type, LinkOption... options) {
        return null;
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setAttribute(Path path, String attribute, @Nullable Object value, LinkOption... options) {
        throw new UnsupportedOperationException();
    }
}
