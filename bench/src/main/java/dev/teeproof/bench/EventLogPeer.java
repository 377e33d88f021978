package dev.teeproof.bench;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.eventlog.EventLog;
import dev.teeproof.eventlog.LogFormat;
import dev.teeproof.eventlog.RegisterBank;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.LogLimits;
import dev.teeproof.eventlog.model.ReadOptions;
import dev.teeproof.eventlog.model.RegisterIndex.Rtmr;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The Go library go-eventlog on the same log: parsed, replayed to its registers, each event's data checked.
 *
 * @param micros for one round
 */
record EventLogPeer(String version, double micros) {

    /** Empty where the environment variable {@code TEEPROOF_GO_EVENTLOG} does not name the program of peers/go-eventlog. */
    static Optional<EventLogPeer> measured(GeneratedLog log)
            throws IOException, InterruptedException, MalformedEvidenceException {
        String program = System.getenv("TEEPROOF_GO_EVENTLOG");
        if (program == null || program.isEmpty()) {
            return Optional.empty();
        }
        Bytes bytes = log.bytes();
        Path file = Files.createTempFile("teeproof-bench", ".log");
        try {
            Files.write(file, bytes.toArray());
            List<String> command = new ArrayList<>(List.of(program, file.toString()));
            RegisterBank registers = EventLog.read(
                            bytes, LogFormat.TCG2, ReadOptions.STRICT.with(LogLimits.DEFAULT.withLogSize(64 << 20)))
                    .replay();
            for (int i = 0; i < 4; i++) {
                command.add(registers
                        .value(new Rtmr(i), HashAlgorithm.SHA384)
                        .orElseThrow()
                        .toHex());
            }
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String[] words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .strip()
                    .split(" ", 2);
            if (process.waitFor() != 0 || words.length != 2) {
                throw new IllegalStateException(program + " could not measure go-eventlog");
            }
            return Optional.of(new EventLogPeer(words[0], Double.parseDouble(words[1])));
        } finally {
            Files.delete(file);
        }
    }
}
