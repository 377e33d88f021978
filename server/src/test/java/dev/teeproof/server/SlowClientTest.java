package dev.teeproof.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that keep a connection and send next to nothing. */
@Timeout(60)
class SlowClientTest {

    private static final int BOUND_MILLIS = 8000;

    private RunningService service;

    @BeforeEach
    void start() throws IOException {
        service = RunningService.bare(ServerSettings.DEFAULT.withIdleTimeout(Duration.ofSeconds(1)));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private Socket connect(String start) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port());
        socket.setSoTimeout(BOUND_MILLIS);
        socket.getOutputStream().write(start.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    /** Fails with a timeout where the connection stays. */
    private static void assertEnds(Socket socket) throws IOException {
        try {
            byte[] answer = socket.getInputStream().readAllBytes();
            assertThat(new String(answer, StandardCharsets.ISO_8859_1)).doesNotStartWith("HTTP/1.1 200");
            assertThat(new String(answer, StandardCharsets.ISO_8859_1)).doesNotStartWith("HTTP/1.1 5");
        } catch (SocketException e) {
            assertThat(e).hasMessageContaining("reset");
        }
    }

    @Test
    void halfAHeaderIsCutOffWhileOthersAreAnswered() throws Exception {
        try (Socket slow = connect("POST /verify HTTP/1.1\r\nHost: a\r\nContent-Le")) {
            assertThat(service.post("{}").statusCode()).isEqualTo(200);
            assertEnds(slow);
        }
        // On a connection of its own: one that was kept ends by the same rule.
        try (Socket other = connect("GET /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")) {
            assertThat(new String(other.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void aConnectionWithoutARequestIsCutOff() throws Exception {
        try (Socket slow = connect("")) {
            assertEnds(slow);
        }
    }

    @Test
    void aBodyThatStopsIsCutOffWith408() throws Exception {
        try (Socket slow = connect("POST /verify HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n{")) {
            assertThat(new String(slow.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .startsWith("HTTP/1.1 408 ")
                    .contains("application/problem+json");
        }
    }

    @Test
    void aBodyThatDripsIsCutOffWhileOthersAreAnswered() throws Exception {
        try (Socket slow = connect("POST /verify HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n")) {
            Thread drip = Thread.ofVirtual().start(() -> drip(slow));
            assertThat(service.send("GET", "/health", BodyPublishers.noBody()).statusCode())
                    .isEqualTo(200);
            assertEnds(slow);
            drip.join(Duration.ofMillis(BOUND_MILLIS));
            assertThat(drip.isAlive()).isFalse();
        }
    }

    @Test
    void manySlowClientsDoNotKeepOthersOut() throws Exception {
        Socket[] slow = new Socket[200];
        try {
            for (int i = 0; i < slow.length; i++) {
                slow[i] = connect("POST /verify HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n{");
            }
            assertThat(service.post("{}").statusCode()).isEqualTo(200);
            for (Socket socket : slow) {
                assertEnds(socket);
            }
        } finally {
            for (Socket socket : slow) {
                if (socket != null) {
                    socket.close();
                }
            }
        }
    }

    /** Ten bytes a second, for as long as the connection is there and 10 s at most. */
    private static void drip(Socket socket) {
        try {
            OutputStream out = socket.getOutputStream();
            for (int i = 0; i < 100; i++) {
                out.write(' ');
                Thread.sleep(100);
            }
        } catch (IOException e) {
            assertThat(e).isInstanceOf(SocketException.class);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
