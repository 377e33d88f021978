package dev.teeproof.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.conformance.Conformance;
import dev.teeproof.eventlog.model.Content.PcClient;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.RegisterIndex;
import dev.teeproof.eventlog.model.RegisterIndex.CcMr;
import dev.teeproof.eventlog.model.RegisterIndex.Pcr;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What real logs replay to: every register that was ever extended in them. */
class RegisterValuesTest {

    record Expected(String file, int events, String bank, long register, String value) {}

    static List<Expected> values() throws IOException {
        try (InputStream in = RegisterValuesTest.class.getResourceAsStream("register-values.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" "))
                    .map(field -> new Expected(
                            field[0], Integer.parseInt(field[1]), field[2], Long.parseLong(field[3]), field[4]))
                    .toList();
        }
    }

    static Stream<String> files() throws IOException {
        return values().stream().map(Expected::file).distinct();
    }

    @ParameterizedTest
    @MethodSource("values")
    void theLogReplaysToTheRegister(Expected expected) throws Exception {
        EventLog log = EventLog.read(Bytes.copyOf(Conformance.bytes(expected.file())));

        HashAlgorithm bank = HashAlgorithm.named(expected.bank()).orElseThrow();
        RegisterIndex register =
                expected.bank().equals("sha384") ? new CcMr(expected.register()) : new Pcr(expected.register());
        assertThat(log.replay().value(register, bank)).contains(Bytes.hex(expected.value()));
        assertThat(log.records()).hasSize(expected.events());
        assertThat(log.warnings()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void noOtherRegisterIsExtended(String file) throws Exception {
        EventLog log = EventLog.read(Bytes.copyOf(Conformance.bytes(file)));

        List<Long> extended = values().stream()
                .filter(value -> value.file().equals(file))
                .map(Expected::register)
                .toList();
        assertThat(log.replay().registers().keySet())
                .extracting(RegisterIndex::number)
                .containsExactlyElementsOf(extended);
    }

    @ParameterizedTest
    @MethodSource("files")
    void writingGivesTheVeryBytes(String file) throws Exception {
        Bytes bytes = Bytes.copyOf(Conformance.bytes(file));
        EventLog log = EventLog.read(bytes);

        Bytes written = log.write();

        // Some firmware writes register 1 into the header, which is no event; everything else is byte for byte the
        // same.
        assertThat(written.slice(4, written.size())).isEqualTo(bytes.slice(4, bytes.size()));
        assertThat(log.records()).allMatch(record -> record.content() instanceof PcClient);
    }
}
