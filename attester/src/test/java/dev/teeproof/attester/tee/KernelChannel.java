package dev.teeproof.attester.tee;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import org.jspecify.annotations.Nullable;

/** A file of the fake kernel, opened. */
final class KernelChannel implements SeekableByteChannel {

    /** What the kernel says of every file's size. */
    static final int PAGE = 4096;

    private final KernelTree.Handle handle;
    private final boolean write;
    private byte @Nullable [] content;
    private int position;
    private boolean open = true;

    KernelChannel(KernelTree.Handle handle, boolean write) {
        this.handle = handle;
        this.write = write;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        requireOpen();
        if (write) {
            throw new NonReadableChannelException();
        }
        byte[] all = content;
        if (all == null) {
            all = handle.content();
            content = all;
        }
        if (position >= all.length) {
            return -1;
        }
        int count = Math.min(target.remaining(), all.length - position);
        target.put(all, position, count);
        position += count;
        return count;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        requireOpen();
        if (!write) {
            throw new NonWritableChannelException();
        }
        byte[] bytes = new byte[source.remaining()];
        source.get(bytes);
        handle.write(bytes, position);
        position += bytes.length;
        return bytes.length;
    }

    private void requireOpen() throws ClosedChannelException {
        if (!open) {
            throw new ClosedChannelException();
        }
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public SeekableByteChannel position(long other) {
        position = Math.toIntExact(other);
        return this;
    }

    @Override
    public long size() {
        return PAGE;
    }

    @Override
    public SeekableByteChannel truncate(long size) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            handle.close();
        }
    }
}
