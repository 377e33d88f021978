package dev.teeproof.attester.guest;

import static dev.teeproof.eventlog.runtime.MeasurementCode.VERSION_FIXED;
import static dev.teeproof.eventlog.runtime.MeasurementCode.VERSION_UNSET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.teeproof.eventlog.dstack.EventLogVersion;
import dev.teeproof.eventlog.runtime.MeasurementCode;
import dev.teeproof.eventlog.runtime.MeasurementException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventLogVersionFileTest {

    @TempDir
    private Path directory;

    private EventLogVersionFile file() {
        return EventLogVersionFile.in(directory);
    }

    private static String refusal(MeasurementCode code, ThrowingCallable call) {
        MeasurementException refused = catchThrowableOfType(MeasurementException.class, call);
        assertThat(refused.code()).isEqualTo(code);
        return String.valueOf(refused.getMessage());
    }

    @Test
    void itSaysOneCharacter() throws Exception {
        assertThat(file().read()).isEmpty();

        file().set(EventLogVersion.V2);

        assertThat(directory.resolve("runtime_event_version")).hasContent("2");
        assertThat(file().read()).contains(EventLogVersion.V2);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void theSameVersionMayBeSetAgainAndAnotherMayNot() throws Exception {
        file().set(EventLogVersion.V1);
        file().set(EventLogVersion.V1);

        assertThat(refusal(VERSION_FIXED, () -> file().set(EventLogVersion.V2)))
                .contains("measures in version 1", "not in version 2", "restart the machine");
        assertThat(file().read()).contains(EventLogVersion.V1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "3", "12", "one", "1 2", "\u00e9"})
    void anythingElseThanOneOrTwoIsRefused(String text) throws Exception {
        Files.writeString(directory.resolve("runtime_event_version"), text);

        assertThat(refusal(VERSION_UNSET, () -> file().read())).contains("runtime_event_version");
    }

    @Test
    void blanksAroundItDoNotMatter() throws Exception {
        Files.writeString(directory.resolve("runtime_event_version"), " 2\n");

        assertThat(file().read()).contains(EventLogVersion.V2);
    }

    @Test
    void whatWasSetComesBeforeWhatTheComposeFileAsksFor() throws Exception {
        assertThat(file().require(Optional.of(Machine.compose(2)))).isEqualTo(EventLogVersion.V2);

        file().set(EventLogVersion.V1);

        assertThat(file().require(Optional.of(Machine.compose(2)))).isEqualTo(EventLogVersion.V1);
    }

    @Test
    void withoutBothNothingIsAssumed() {
        assertThat(refusal(VERSION_UNSET, () -> file().require(Optional.empty())))
                .contains("complete the system's setup");
    }

    @Test
    void ofManyWhoSetItAtOnceOneVersionWins() throws Exception {
        List<Callable<Optional<MeasurementCode>>> setters = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            EventLogVersion version = i % 2 == 0 ? EventLogVersion.V1 : EventLogVersion.V2;
            setters.add(() -> {
                try {
                    file().set(version);
                    return Optional.empty();
                } catch (MeasurementException e) {
                    return Optional.of(e.code());
                }
            });
        }
        List<Optional<MeasurementCode>> outcomes = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Optional<MeasurementCode>> outcome : threads.invokeAll(setters)) {
                outcomes.add(outcome.get());
            }
        }

        assertThat(outcomes.stream().filter(Optional::isEmpty)).hasSize(8);
        assertThat(outcomes.stream().flatMap(Optional::stream)).hasSize(8).containsOnly(VERSION_FIXED);
    }
}
