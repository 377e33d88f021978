package dev.teeproof.eventlog.runtime;

import static dev.teeproof.eventlog.runtime.MeasuredDirectory.DEFAULT;
import static dev.teeproof.eventlog.runtime.MeasuredDirectory.RTMR3;
import static dev.teeproof.eventlog.runtime.MeasurementCode.IO;
import static dev.teeproof.eventlog.runtime.MeasurementCode.LOG_DAMAGED;
import static dev.teeproof.eventlog.runtime.MeasurementCode.LOG_LOST;
import static dev.teeproof.eventlog.runtime.MeasurementCode.OTHER_FORMAT;
import static dev.teeproof.eventlog.runtime.MeasurementCode.REGISTER_PARTED;
import static dev.teeproof.eventlog.runtime.MeasurementCode.WRITE_AHEAD_UNREADABLE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import dev.teeproof.eventlog.model.PcrMap;
import dev.teeproof.eventlog.runtime.Steps.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Logs, registers and write-ahead records that no writer left so: each is refused with what was found and what to do. */
class DamageTest {

    @TempDir
    private Path directory;

    private MeasuredDirectory measured;
    private RuntimeMeasurement measurement;

    private static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    @BeforeEach
    void threeEvents() throws Exception {
        measured = new MeasuredDirectory(directory, MeasurementFormat.NELR);
        measurement = measured.open();
        for (int i = 0; i < 3; i++) {
            measured.extend(measurement, "writer", i);
        }
    }

    /** The fourth event's writer dies at this step. */
    private void die(Step fatal) throws MeasurementException {
        RuntimeMeasurement dying = measured.open(step -> {
            if (step == fatal) {
                throw new Death();
            }
        });
        assertThatThrownBy(() -> measured.extend(dying, "writer", 3)).isInstanceOf(Death.class);
    }

    private void rewrite(String log) throws IOException {
        Files.writeString(measured.log(), log, UTF_8);
    }

    /** Whoever starts and whoever is running are told the same; nothing is extended. */
    private String refused(MeasurementCode code) throws MeasurementException {
        Bytes before = measured.register();
        Refusal.of(code, () -> measured.extend(measurement, "writer", 9));
        String words = Refusal.of(code, () -> measured.open());
        assertThat(measured.register()).isEqualTo(before);
        return words;
    }

    @Test
    void aRegisterThatSomethingElseExtendedIsNamedWithBothValues() throws Exception {
        Bytes replayed = measured.replay();
        measured.registers().extend(RTMR3, Bytes.ofRepeated(9, 48));

        assertThat(refused(REGISTER_PARTED))
                .contains(
                        "CCMR 4 (RTMR3)",
                        measured.register().toHex(),
                        replayed.toHex(),
                        "after 4 records",
                        "something else extended the register",
                        measured.log().toString(),
                        "ccmr4.*");
    }

    @Test
    void aRegisterThatWasStartedAnewIsSaidToBeOne() throws Exception {
        Files.delete(RegisterFiles.of(directory.resolve("registers"), RTMR3).value(Digest.SHA_384));

        assertThat(refused(REGISTER_PARTED)).contains("After none of the records");

        MeasuredDirectory other = new MeasuredDirectory(directory.resolve("aael"), MeasurementFormat.AAEL);
        other.extend(other.open(), "writer", 1);
        Files.delete(
                RegisterFiles.of(directory.resolve("aael/registers"), RTMR3).value(Digest.SHA_384));
        assertThat(Refusal.of(REGISTER_PARTED, other::open))
                .contains("what it held after 0 of the records", "started anew");
    }

    @Test
    void aLogThatWasShortenedByALinePartsFromTheRegister() throws Exception {
        String log = measured.text();
        rewrite(log.substring(0, log.length() - "writer sequence 2\n".length()));

        Refusal.of(LOG_DAMAGED, () -> measured.extend(measurement, "writer", 9));
        assertThat(Refusal.of(REGISTER_PARTED, measured::open)).contains("after 3 records");
        assertThat(measured.text()).doesNotContain("writer sequence 9");
    }

    @Test
    void aLogThatWasShortenedWithinALineIsNotCompleted() throws Exception {
        String log = measured.text();
        rewrite(log.substring(0, log.length() - 3));

        assertThat(refused(LOG_DAMAGED)).contains(measured.log().toString());
        assertThat(measured.text()).isEqualTo(log.substring(0, log.length() - 3));
    }

    @Test
    void aLineThatWasAddedByHandParts() throws Exception {
        rewrite(measured.text() + "writer sequence 3\n");

        assertThat(refused(REGISTER_PARTED)).contains("after 5 records", "what it held after 4 of the records");
    }

    @Test
    void aChangedLinePartsAtTheNextStart() throws Exception {
        rewrite(measured.text().replace("sequence 1", "sequence 7"));

        Refusal.of(REGISTER_PARTED, measured::open);
    }

    @Test
    void aSecondInitAndOneOfAnotherAlgorithmAreNoLogOfTheRegister() throws Exception {
        String log = measured.text();
        rewrite(log + log);
        assertThat(Refusal.of(LOG_DAMAGED, measured::open)).contains("second INIT");
        rewrite("INIT sha256/" + "0".repeat(64) + "\n");
        assertThat(Refusal.of(LOG_DAMAGED, measured::open)).contains("sha256", "sha384");
        rewrite("writer sequence 0\n");
        assertThat(Refusal.of(LOG_DAMAGED, measured::open)).contains("INIT");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aDeletedOrEmptiedLogIsNotBegunAnew(boolean deleted) throws Exception {
        if (deleted) {
            Files.delete(measured.log());
        } else {
            rewrite("");
        }

        assertThat(Refusal.of(LOG_LOST, () -> measured.extend(measurement, "writer", 9)))
                .contains(measured.log().toString(), "Restore it", "ccmr4.*");
        Refusal.of(LOG_LOST, () -> measured.open().state(DEFAULT));
    }

    @Test
    void whoeverMovesAllFilesOfTheRegisterAwayBeginsWhereItStands() throws Exception {
        Bytes left = measured.register();
        try (Stream<Path> files = Files.list(directory.resolve("logs"))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.delete(file);
            }
        }

        measured.extend(measured.open(), "writer", 0);

        assertThat(measured.text()).startsWith("INIT sha384/" + left.toHex());
        assertThat(measured.replay()).isEqualTo(measured.register());
    }

    @Test
    void aRegisterThatPartedUnderAWriteAheadRecordIsNamedWithAllValues() throws Exception {
        Bytes before = measured.register();
        die(Step.WRITE_AHEAD_WRITTEN);
        measured.registers().extend(RTMR3, Bytes.ofRepeated(9, 48));

        assertThat(refused(REGISTER_PARTED))
                .contains(
                        measured.register().toHex(),
                        before.toHex(),
                        measured.files().writeAhead().toString(),
                        "a writer died");
        assertThat(measured.text()).doesNotContain("writer sequence 3");
    }

    @Test
    void aLogThatWasShortenedOrDeletedUnderAWriteAheadRecordIsNotFilled() throws Exception {
        die(Step.EXTENDED);
        String log = measured.text();

        rewrite(log.substring(0, 50));
        assertThat(refused(LOG_DAMAGED)).contains("shorter", "50 bytes");
        Files.delete(measured.log());
        refused(LOG_LOST);
        assertThat(measured.log()).doesNotExist();

        rewrite(log);
        measured.open();
        assertThat(measured.text()).isEqualTo(log + "writer sequence 3\n");
    }

    @Test
    void whatStandsBehindAnUnfinishedEntryIsNotThrownAway() throws Exception {
        die(Step.APPENDED);
        rewrite(measured.text() + "x");

        assertThat(refused(LOG_DAMAGED)).contains("longer");
    }

    @Test
    void everyChangeOfAWriteAheadRecordIsFound() throws Exception {
        die(Step.EXTENDED);
        Path file = measured.files().writeAhead();
        byte[] whole = Files.readAllBytes(file);

        for (int i = 0; i < whole.length; i += 7) {
            byte[] changed = whole.clone();
            changed[i] ^= 0x10;
            Files.write(file, changed);
            assertThat(Refusal.of(WRITE_AHEAD_UNREADABLE, measured::open)).contains(file.toString(), "Move it away");
        }
        for (int size : new int[] {0, 1, 31, 32, 33, whole.length - 1}) {
            Files.write(file, Bytes.copyOf(whole).slice(0, size).toArray());
            Refusal.of(WRITE_AHEAD_UNREADABLE, measured::open);
        }

        Files.write(file, whole);
        measured.open();
        assertThat(Written.numbers(measured.text(), "writer")).containsExactly(0, 1, 2, 3);
    }

    @ParameterizedTest
    @EnumSource(
            value = MeasurementFormat.class,
            names = {"AAEL", "DSTACK"})
    void aRegisterHasOneLog(MeasurementFormat other) throws Exception {
        MeasuredDirectory same = new MeasuredDirectory(directory, other);

        assertThat(Refusal.of(OTHER_FORMAT, same::open)).contains("'N'", other.name());
    }

    @Test
    void aBrokenEntryOfTheAgentIsFoundWhereItBegins() throws Exception {
        MeasuredDirectory agent = new MeasuredDirectory(directory.resolve("aael"), MeasurementFormat.AAEL);
        agent.extend(agent.open(), "writer", 1);
        Extended second = agent.extend(agent.open(), "writer", 2);
        byte[] whole = Files.readAllBytes(agent.log());
        for (int at = (int) second.offset(); at < whole.length; at++) {
            byte[] changed = whole.clone();
            changed[at] ^= 1;
            Files.write(agent.log(), changed);
            Refusal.of(LOG_DAMAGED, agent::open);
        }
    }

    @Test
    void filesAreTheirOwnersAlone() throws Exception {
        die(Step.EXTENDED);
        try (Stream<Path> files = Files.list(directory.resolve("logs"))) {
            assertThat(files)
                    .hasSize(4)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .as(file.toString())
                            .isEqualTo("rw-------"));
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("logs"))))
                .isEqualTo("rwx------");
    }

    @Test
    void anEventThatTheRegisterRefusesIsNotMeasuredLater() throws Exception {
        RefusingRegisters registers = new RefusingRegisters(measured.registers());
        RuntimeMeasurement refusing = RuntimeMeasurement.open(measured.configuration(), registers);
        registers.refuse = true;
        Refusal.of(IO, () -> refusing.extend("writer", "sequence", "3", DEFAULT));
        registers.refuse = false;

        assertThat(measured.files().writeAhead()).doesNotExist();
        refusing.extend("writer", "sequence", "4", DEFAULT);
        assertThat(Written.numbers(measured.text(), "writer")).containsExactly(0, 1, 2, 4);
    }

    @Test
    void anEventThatTheRegisterTookBeforeItFailedIsCompleted() throws Exception {
        RefusingRegisters registers = new RefusingRegisters(measured.registers());
        RuntimeMeasurement refusing = RuntimeMeasurement.open(measured.configuration(), registers);
        registers.failAfterwards = true;
        Refusal.of(IO, () -> refusing.extend("writer", "sequence", "3", DEFAULT));
        registers.failAfterwards = false;

        assertThat(refusing.extend("writer", "sequence", "4", DEFAULT).record()).isEqualTo(5);
        assertThat(Written.numbers(measured.text(), "writer")).containsExactly(0, 1, 2, 3, 4);
        assertThat(measured.replay()).isEqualTo(measured.register());
    }

    @Test
    void aDirectoryThatCannotBeMadeIsNamed() throws Exception {
        Files.writeString(directory.resolve("file"), "", StandardOpenOption.CREATE_NEW);
        MeasurementConfiguration within =
                MeasurementConfiguration.of(directory.resolve("file/logs"), MeasurementFormat.NELR, PcrMap.COCO_TDX);

        assertThat(Refusal.of(IO, () -> RuntimeMeasurement.open(within, measured.registers())))
                .contains(directory.resolve("file/logs").toString());
    }
}
