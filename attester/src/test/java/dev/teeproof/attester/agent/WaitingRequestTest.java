package dev.teeproof.attester.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.attester.clients.AgentConnection;
import dev.teeproof.attester.guest.Guest;
import dev.teeproof.attester.guest.Machine;
import dev.teeproof.attester.tee.HardwareEvidence;
import dev.teeproof.attester.tee.TeeBackend;
import dev.teeproof.attester.tee.TeeException;
import dev.teeproof.attester.tee.TeeKind;
import dev.teeproof.codec.Bytes;
import dev.teeproof.eventlog.runtime.MeasurementRegisters;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Hardware that takes longer than a connection may be silent: configfs-tsm alone waits for up to sixteen seconds. */
@Timeout(60)
class WaitingRequestTest {

    private static final Duration LONGER_THAN_A_CONNECTION_MAY_BE_SILENT = Duration.ofSeconds(12);

    @TempDir
    private Path directory;

    /** A machine whose evidence takes a while. */
    private record SlowTee(TeeBackend tee, Duration takes) implements TeeBackend {

        @Override
        public TeeKind kind() {
            return tee.kind();
        }

        @Override
        public HardwareEvidence evidence(Bytes reportData) throws TeeException {
            try {
                Thread.sleep(takes);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return tee.evidence(reportData);
        }

        @Override
        public Optional<MeasurementRegisters> registers() {
            return tee.registers();
        }

        @Override
        public Optional<Bytes> bootLog() throws TeeException {
            return tee.bootLog();
        }
    }

    @Test
    void aRequestIsAnsweredHoweverLongTheHardwareTakes() throws Exception {
        Machine machine = Machine.in(directory, Machine.compose(1));
        Guest booted = machine.boot();
        Guest slow = Guest.of(
                new SlowTee(machine.tee(), LONGER_THAN_A_CONNECTION_MAY_BE_SILENT),
                booted.log(),
                booted.compose(),
                booted.host(),
                UnaryOperator.identity());
        Path socket = directory.resolve("agent.sock");
        AgentSockets sockets = new AgentSockets(List.of(socket), OptionalInt.empty());
        try (AgentServer agent = AgentServer.start(slow, "vendor", "product", "version", sockets);
                AgentConnection connection = AgentConnection.to(socket)) {
            assertThat(agent.url()).isEmpty();
            AgentConnection.Answer answer = connection.post("/GetQuote", "{\"report_data\":\"01\"}");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().hex("report_data")).isEqualTo(Bytes.concat(Bytes.of(1), Bytes.zeros(63)));
            assertThat(connection.post("/Version", "").json().string("version")).isEqualTo("version");
        }
    }
}
