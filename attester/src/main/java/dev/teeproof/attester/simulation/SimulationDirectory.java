package dev.teeproof.attester.simulation;

import dev.teeproof.codec.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** The files of a simulation. What is written is there whole or not at all. */
record SimulationDirectory(Path root) {

    /** Bytes of a file that is read; an app's compose file may have that many. */
    private static final int MAX_SIZE = 50 << 20;

    Path machine() {
        return root.resolve("machine.json");
    }

    Path appCompose() {
        return root.resolve("app-compose.json");
    }

    Path dstackSocket() {
        return root.resolve("dstack.sock");
    }

    Path tappdSocket() {
        return root.resolve("tappd.sock");
    }

    Path rootPem() {
        return root.resolve("root_ca.pem");
    }

    Path rootDer() {
        return root.resolve("root_ca.der");
    }

    /** Tells programs where everything is, as long as everything answers. */
    Path addresses() {
        return root.resolve("simulator.json");
    }

    Path registers() {
        return root.resolve("registers");
    }

    /** What a guest has under {@code /run/log/dstack}. */
    Path log() {
        return root.resolve("log");
    }

    /** What the agent of Confidential Containers has under {@code /run/attestation-agent}. */
    Path cocoLog() {
        return root.resolve("aael");
    }

    static Optional<Bytes> read(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_SIZE + 1);
            if (bytes.length > MAX_SIZE) {
                throw new IOException(file + " is larger than " + MAX_SIZE + " bytes");
            }
            return Optional.of(Bytes.copyOf(bytes));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    static void write(Path file, Bytes content) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".tmp");
        Files.write(aside, content.toArray());
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
