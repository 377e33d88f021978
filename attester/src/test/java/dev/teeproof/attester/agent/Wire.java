package dev.teeproof.attester.agent;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Speaks to a unix socket byte by byte; text has a character for each byte. */
final class Wire implements AutoCloseable {

    private final SocketChannel channel;

    private Wire(SocketChannel channel) {
        this.channel = channel;
    }

    static Wire to(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket));
        return new Wire(channel);
    }

    /** One request as it stands, and everything that comes until the other side closes. */
    static String exchange(Path socket, String request) throws IOException {
        try (Wire wire = to(socket)) {
            wire.send(request);
            wire.halfClose();
            return wire.rest();
        }
    }

    /** A request with a body in JSON, and the answer. */
    static String post(Path socket, String path, String json) throws IOException {
        return exchange(socket, request("POST", path, "application/json", json));
    }

    static String request(String method, String path, String contentType, String body) {
        return method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + contentType
                + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    void send(String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(ISO_8859_1));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    void halfClose() throws IOException {
        channel.shutdownOutput();
    }

    /** The next answer: its head, and as much as its Content-Length says. */
    String answer() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            head.write(read(1));
        }
        String text = head.toString(ISO_8859_1);
        int length = Integer.parseInt(text.lines()
                .filter(line -> line.startsWith("Content-Length: "))
                .findFirst()
                .orElseThrow()
                .substring("Content-Length: ".length()));
        return text + new String(read(length), ISO_8859_1);
    }

    private byte[] read(int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new IOException("closed in the midst of an answer");
            }
        }
        return bytes.array();
    }

    String rest() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
        while (channel.read(bytes) >= 0) {
            all.write(bytes.array(), 0, bytes.position());
            bytes.clear();
        }
        return all.toString(ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
