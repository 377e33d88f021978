package dev.teeproof.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.crypto.SignatureVerifier;
import dev.teeproof.crypto.VerifiedSignatures;
import dev.teeproof.simulator.SimulatedTdx;
import dev.teeproof.simulator.TdxBlueprint;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Five hundred clients at once, each on a connection that it keeps, for as many seconds as the system property {@code
 * teeproof.load.seconds} says: nobody meets an error, and memory does not grow.
 */
@Timeout(120)
class LoadTest {

    private static final Instant AT = Instant.parse("2026-05-01T00:00:00Z");
    private static final int CLIENTS = 500;
    /**
     * What pools of buffers may still take after the first second, in which not every client has had its first answer. A
     * long run took less than a short one: it is a bound, not a rate.
     */
    private static final long MAX_GROWTH = 64L << 20;

    private final AtomicLong answers = new AtomicLong();
    private final Queue<String> trouble = new ConcurrentLinkedQueue<>();

    @Test
    void everyOneOfFiveHundredClientsIsAnsweredAndMemoryStays() throws Exception {
        int seconds = Integer.getInteger("teeproof.load.seconds", 3);
        SimulatedTdx machine = TdxBlueprint.of(11, AT).build();
        byte[] request = request(machine);
        try (RunningService service = RunningService.of(
                RunningService.trusting(machine)
                        .signatures(VerifiedSignatures.over(SignatureVerifier.ofPlatform(), 10_000))
                        .build(),
                AT,
                ServerSettings.DEFAULT)) {
            long start = System.nanoTime();
            long end = start + Duration.ofSeconds(seconds).toNanos();
            List<Thread> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(Thread.ofVirtual().start(() -> client(service.port(), request, end)));
            }
            Thread.sleep(1000);
            long early = heap();
            for (Thread client : clients) {
                client.join();
            }
            double took = (System.nanoTime() - start) / 1e9;
            long late = heap();
            String figures = String.format(
                    Locale.ROOT,
                    "%d answers in %.1f s, %.0f a second; heap %.1f MiB after the first second, %.1f MiB at the end",
                    answers.get(),
                    took,
                    answers.get() / took,
                    early / 1048576.0,
                    late / 1048576.0);
            System.out.println(figures);

            assertThat(trouble).as(figures).isEmpty();
            assertThat(answers.get()).as(figures).isGreaterThanOrEqualTo(CLIENTS);
            assertThat(late - early).as(figures).isLessThan(MAX_GROWTH);
        }
    }

    private static byte[] request(SimulatedTdx machine) {
        byte[] body = machine.request().toArray();
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(("POST /verify HTTP/1.1\r\nHost: a\r\nContent-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        request.writeBytes(body);
        return request.toByteArray();
    }

    /** At least one request, and then one after the other until the end. */
    private void client(int port, byte[] request, long end) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(40_000);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            do {
                socket.getOutputStream().write(request);
                String status = line(in);
                String body = body(in);
                if (!status.equals("HTTP/1.1 200 OK") || !body.startsWith("{\"is_valid\":true,")) {
                    trouble.add(status + " " + body);
                    return;
                }
                answers.incrementAndGet();
            } while (System.nanoTime() < end);
        } catch (IOException e) {
            trouble.add(e.toString());
        }
    }

    private static String body(InputStream in) throws IOException {
        int length = -1;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(header.substring(15).strip());
            }
        }
        if (length < 0) {
            throw new IOException("an answer without length");
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("after '" + line + "'");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
