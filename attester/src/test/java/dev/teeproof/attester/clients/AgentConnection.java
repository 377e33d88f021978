package dev.teeproof.attester.clients;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A connection to an agent that is kept, for calls in JSON, one after the other. */
public final class AgentConnection implements AutoCloseable {

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 ([0-9]{3}) ");
    private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: *([0-9]+)\r\n");
    private static final Pattern TYPE = Pattern.compile("\r\ncontent-type: *([^\r]*)\r\n");

    private final SocketChannel channel;
    private final ByteBuffer piece = ByteBuffer.allocate(1 << 16);

    private AgentConnection(SocketChannel channel) {
        this.channel = channel;
    }

    /** What came back. */
    public record Answer(int status, String contentType, Bytes body) {

        public JsonObject json() throws MalformedEvidenceException {
            return Json.readObject(body, "answer");
        }

        public String text() throws MalformedEvidenceException {
            return body.toUtf8("answer");
        }
    }

    /** Over a unix socket. */
    public static AgentConnection to(Path socket) throws IOException {
        return open(StandardProtocolFamily.UNIX, UnixDomainSocketAddress.of(socket));
    }

    /** Over TCP. */
    public static AgentConnection to(URI url) throws IOException {
        return open(StandardProtocolFamily.INET, new InetSocketAddress(url.getHost(), url.getPort()));
    }

    private static AgentConnection open(StandardProtocolFamily family, SocketAddress address) throws IOException {
        SocketChannel channel = SocketChannel.open(family);
        try {
            channel.connect(address);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        return new AgentConnection(channel);
    }

    /** Asks and waits for the answer. */
    public Answer post(String path, String body) throws IOException {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String head =
                "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                        + content.length + "\r\n\r\n";
        ByteBuffer request = ByteBuffer.wrap(
                Bytes.concat(Bytes.utf8(head), Bytes.copyOf(content)).toArray());
        while (request.hasRemaining()) {
            channel.write(request);
        }
        return answer();
    }

    private Answer answer() throws IOException {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        int end = -1;
        while (end < 0) {
            receive(received);
            end = received.toString(StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n");
        }
        String head = received.toString(StandardCharsets.ISO_8859_1).substring(0, end + 2);
        Matcher status = STATUS.matcher(head);
        Matcher length = LENGTH.matcher(head.toLowerCase(Locale.ROOT));
        if (!status.lookingAt() || !length.find()) {
            throw new IOException("no answer with a length: " + head);
        }
        int start = end + 4;
        int size = start + Integer.parseInt(length.group(1));
        while (received.size() < size) {
            receive(received);
        }
        if (received.size() > size) {
            throw new IOException("more than one answer");
        }
        Matcher type = TYPE.matcher(head.toLowerCase(Locale.ROOT));
        return new Answer(
                Integer.parseInt(status.group(1)),
                type.find() ? type.group(1) : "",
                Bytes.copyOf(received.toByteArray()).slice(start, size));
    }

    private void receive(ByteArrayOutputStream received) throws IOException {
        if (channel.read(piece.clear()) < 0) {
            throw new EOFException("the agent closed after " + received.size() + " bytes");
        }
        received.write(piece.array(), 0, piece.position());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
