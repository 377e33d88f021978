package dev.teeproof.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What RFC 9112 does not allow, byte by byte: refused, and the connection ended. */
@Timeout(60)
class HostileRequestTest {

    private static final String POST = "POST /verify HTTP/1.1\r\nHost: a\r\n";
    private static final String GET = "GET /health HTTP/1.1\r\nHost: a\r\n";
    private static final String CHUNKED = POST + "Transfer-Encoding: chunked\r\n\r\n";

    private static RunningService service;

    @BeforeAll
    static void start() throws IOException {
        service = RunningService.bare(ServerSettings.DEFAULT.withIdleTimeout(Duration.ofSeconds(2)));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    static Stream<Arguments> probes() {
        return Stream.of(
                arguments(
                        "length and chunks",
                        POST + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                        400),
                arguments("two lengths", POST + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", 400),
                arguments("a negative length", POST + "Content-Length: -2\r\n\r\n{}", 400),
                arguments("a length with a sign", POST + "Content-Length: +5\r\n\r\n{}   ", 400),
                arguments("a length beyond all numbers", POST + "Content-Length: 99999999999999999999\r\n\r\n{}", 400),
                arguments("bare line feeds", "GET /health HTTP/1.1\nHost: a\n\n", 400),
                arguments("a folded header", GET + "X-A: b\r\n c\r\n\r\n", 400),
                arguments("a NUL in a header", GET + "X-A: b\0c\r\n\r\n", 400),
                arguments("a blank before the colon", GET + "X-A : b\r\n\r\n", 400),
                arguments("no host", "GET /health HTTP/1.1\r\n\r\n", 400),
                arguments("two hosts", GET + "Host: b\r\n\r\n", 400),
                arguments("a header of 64 KiB", GET + "X-A: " + "b".repeat(1 << 16) + "\r\n\r\n", 431),
                arguments("a chunk size that overflows", CHUNKED + "fffffffffffffffff\r\n{}\r\n0\r\n\r\n", 400),
                arguments("a chunk size that is none", CHUNKED + "xyz\r\n{}\r\n0\r\n\r\n", 400),
                arguments("a chunk that does not end", CHUNKED + "3\r\nabcXX0\r\n\r\n", 400),
                arguments("a path out of the root", "GET /../health HTTP/1.1\r\nHost: a\r\n\r\n", 400),
                arguments("an encoded path out of the root", "GET /%2e%2e/health HTTP/1.1\r\nHost: a\r\n\r\n", 400),
                arguments("another version", "GET /health HTTP/3.7\r\nHost: a\r\n\r\n", 505),
                arguments("no request at all", "\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n", 400),
                arguments("a last request", GET + "Connection: close\r\n\r\n", 200));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("probes")
    void itIsAnsweredAndTheConnectionEnds(String name, String request, int status) throws Exception {
        long start = System.nanoTime();
        String answer = exchange(request);

        assertThat(answer).as(name).startsWith("HTTP/1.1 " + status + " ");
        assertThat(answer.split("HTTP/1.1 ", -1)).as("one answer: " + answer).hasSize(2);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    /** All that comes until the connection ends; a read that waits for 5 s fails. */
    private static String exchange(String request) throws IOException {
        StringBuilder answer = new StringBuilder();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
            socket.setSoTimeout(5000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            byte[] buffer = new byte[4096];
            for (int n = socket.getInputStream().read(buffer);
                    n >= 0;
                    n = socket.getInputStream().read(buffer)) {
                answer.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
            }
        } catch (SocketException e) {
            // Reset, because it did not read to the end what it had refused: an end as well.
            answer.append("");
        }
        return answer.toString();
    }
}
