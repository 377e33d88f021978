package dev.teeproof.sources;

import static dev.teeproof.sources.Simulated.AT;
import static dev.teeproof.sources.Simulated.KIND;
import static dev.teeproof.sources.Simulated.TCB_INFO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.dcap.Tee;
import dev.teeproof.sources.EndorsementFolder.Use;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept on disk, and what a file that is not as it was written does. */
class EndorsementFolderTest {

    private final List<String> told = new ArrayList<>();

    @TempDir
    private Path temp;

    private EndorsementFolder folder;

    @BeforeEach
    void open() throws IOException {
        folder = EndorsementFolder.open(temp.resolve("a/b"), told::add);
    }

    private static KeptEndorsement<Endorsement> kept(IntelItem item) {
        return new KeptEndorsement<>(Simulated.endorsement(item, 0), AT);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(temp.resolve("a/b"))) {
            return files.sorted().toList();
        }
    }

    static List<IntelItem> items() {
        return Simulated.items();
    }

    @ParameterizedTest
    @MethodSource("items")
    void whatWasWrittenIsRead(IntelItem item) throws IOException {
        folder.write(Use.CACHED, item, kept(item), KIND);

        assertThat(folder.read(Use.CACHED, item, KIND)).contains(kept(item));
        assertThat(folder.read(Use.NEWEST, item, KIND)).isEmpty();
        assertThat(files()).singleElement().asString().matches(".*/cached-[0-9a-f]{64}\\.json");
        assertThat(told).isEmpty();
    }

    @Test
    void theFolderIsTheOwnersAlone() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temp.resolve("a/b"))))
                .isEqualTo("rwx------");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 2000, -1})
    void aTornFileIsIgnoredAndToldOnce(int size) throws IOException {
        folder.write(Use.CACHED, TCB_INFO, kept(TCB_INFO), KIND);
        Path file = files().get(0);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, size < 0 ? whole.length + size : size));

        assertThat(folder.read(Use.CACHED, TCB_INFO, KIND)).isEmpty();
        assertThat(folder.read(Use.CACHED, TCB_INFO, KIND)).isEmpty();
        assertThat(told).singleElement().asString().contains("is ignored").contains(file.toString());

        folder.write(Use.CACHED, TCB_INFO, kept(TCB_INFO), KIND);
        assertThat(folder.read(Use.CACHED, TCB_INFO, KIND)).contains(kept(TCB_INFO));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UpToDate", "2026-05-01T00:00:00Z", "simulated", "-----BEGIN"})
    void aChangedFileIsIgnored(String piece) throws IOException {
        folder.write(Use.CACHED, TCB_INFO, kept(TCB_INFO), KIND);
        Path file = files().get(0);
        String text = Files.readString(file);
        assertThat(text).contains(piece);
        Files.writeString(file, text.replace(piece, piece.substring(1)));

        assertThat(folder.read(Use.CACHED, TCB_INFO, KIND)).isEmpty();
        assertThat(told).hasSize(1);
    }

    @Test
    void theFileOfAnotherItemIsIgnored() throws IOException {
        folder.write(Use.CACHED, Simulated.QE_IDENTITY, kept(Simulated.QE_IDENTITY), KIND);
        Path other = files().get(0);
        folder.write(Use.CACHED, TCB_INFO, kept(TCB_INFO), KIND);
        Path file =
                files().stream().filter(path -> !path.equals(other)).findFirst().orElseThrow();
        Files.write(file, Files.readAllBytes(other));

        assertThat(folder.read(Use.CACHED, TCB_INFO, KIND)).isEmpty();
        assertThat(told).singleElement().asString().contains("item");
    }

    @Test
    void aFileThatIsTooLongIsNotTaken() throws IOException {
        folder.write(Use.CACHED, TCB_INFO, kept(TCB_INFO), KIND);
        Files.write(files().get(0), new byte[EndorsementFolder.MAX_FILE + 1]);

        assertThat(folder.read(Use.CACHED, TCB_INFO, KIND)).isEmpty();
        assertThat(told).singleElement().asString().contains("longer than");
    }

    @Test
    void beyondTheBoundTheOldestGo() throws IOException {
        EndorsementFolder small = EndorsementFolder.open(temp.resolve("a/b"), 3, told::add);
        Files.writeString(temp.resolve("a/b/README"), "not ours");
        for (int i = 0; i < 6; i++) {
            small.write(Use.CACHED, item(i), kept(TCB_INFO), KIND);
            for (Path file : files()) {
                FileTime time = Files.getLastModifiedTime(file);
                Files.setLastModifiedTime(file, FileTime.from(time.toInstant().minus(Duration.ofMinutes(1))));
            }
        }

        assertThat(files()).hasSize(4);
        assertThat(small.read(Use.CACHED, item(2), KIND)).isEmpty();
        assertThat(small.read(Use.CACHED, item(3), KIND)).isPresent();
        assertThat(small.read(Use.CACHED, item(5), KIND)).isPresent();
    }

    @Test
    void whatAKilledWriterLeftGoesAfterAnHour() throws IOException {
        Path torn = Files.writeString(temp.resolve("a/b/cached-123.tmp"), "{");
        Path writing = Files.writeString(temp.resolve("a/b/cached-456.tmp"), "{");
        Files.setLastModifiedTime(torn, FileTime.from(AT.minus(Duration.ofHours(2))));
        Files.setLastModifiedTime(writing, FileTime.from(AT.minus(Duration.ofMinutes(2))));
        folder.write(Use.CACHED, TCB_INFO, kept(TCB_INFO), KIND);

        assertThat(torn).doesNotExist();
        assertThat(writing).exists();
    }

    @Test
    void aFolderThatCannotBeWrittenIsToldAndServesOn() throws Exception {
        Path blocked = temp.resolve("blocked");
        EndorsementFolder gone = EndorsementFolder.open(blocked, told::add);
        Files.delete(blocked);
        CachedSource cache = CachedSource.over(FakeSource.of(0), Simulated.genuine(), new ManualClock())
                .folder(gone)
                .build();

        assertThat(cache.fetch(TCB_INFO, AT).endorsement()).isEqualTo(Simulated.endorsement(TCB_INFO, 0));
        assertThat(told).singleElement().asString().contains("cannot be kept");
    }

    @Test
    void aRestartedCacheServesWithoutAsking() throws Exception {
        FakeSource upstream = FakeSource.of(0);
        for (int i = 0; i < 3; i++) {
            CachedSource cache = CachedSource.over(upstream, Simulated.genuine(), new ManualClock())
                    .folder(folder)
                    .build();
            for (IntelItem item : Simulated.items()) {
                assertThat(cache.fetch(item, AT).endorsement()).isEqualTo(Simulated.endorsement(item, 0));
            }
        }
        Simulated.items()
                .forEach(item ->
                        assertThat(upstream.asked(item)).isEqualTo(item instanceof IntelItem.PckCertificate ? 3 : 1));
    }

    @Test
    void whatAnotherProcessFetchedIsTaken() throws Exception {
        ManualClock clock = new ManualClock();
        FakeSource upstream = FakeSource.of(0);
        CachedSource first = CachedSource.over(upstream, Simulated.genuine(), clock)
                .background(Runnable::run)
                .folder(folder)
                .build();
        first.fetch(TCB_INFO, AT);
        clock.pass(Duration.ofHours(25));
        folder.write(
                Use.CACHED, TCB_INFO, new KeptEndorsement<>(Simulated.endorsement(TCB_INFO, 1), clock.instant()), KIND);
        first.fetch(TCB_INFO, clock.instant());

        assertThat(first.fetch(TCB_INFO, clock.instant()).endorsement()).isEqualTo(Simulated.endorsement(TCB_INFO, 1));
        assertThat(upstream.asked(TCB_INFO)).isEqualTo(1);
    }

    @Test
    void aForgedFileWithARightChecksumIsNotServed() throws Exception {
        folder.write(Use.CACHED, TCB_INFO, new KeptEndorsement<>(Simulated.forged(TCB_INFO, 0), AT), KIND);
        FakeSource upstream = FakeSource.of(0);
        CachedSource cache = CachedSource.over(upstream, Simulated.genuine(), new ManualClock())
                .folder(folder)
                .build();

        assertThat(cache.fetch(TCB_INFO, AT).endorsement().source()).isEqualTo("simulated");
        assertThat(upstream.asked(TCB_INFO)).isEqualTo(1);
    }

    @Test
    void theTextOfTheFileSaysWhatItIs() throws MalformedEvidenceException {
        Bytes file = kept(TCB_INFO).write(TCB_INFO, KIND);
        assertThat(new String(file.toArray(), StandardCharsets.UTF_8))
                .startsWith("{\"format\":\"teeproof kept endorsement 1\",\"item\":\"tcb TDX 90c06f000000 standard\","
                        + "\"fetchedAt\":\"2026-05-01T00:00:00Z\",\"source\":\"simulated\"");
    }

    private static IntelItem item(int number) {
        return new IntelItem.TcbInfo(Tee.SGX, Bytes.of(0, 0, 0, 0, 0, number), IntelItem.Update.STANDARD);
    }

    @Test
    void unequalItemsHaveUnequalKeys() {
        List<IntelItem> all = new ArrayList<>(Simulated.items());
        all.add(item(1));
        all.add(item(2));
        all.add(new IntelItem.TcbInfo(Tee.TDX, Bytes.hex("90c06f000000"), IntelItem.Update.EARLY));
        all.add(new IntelItem.QeIdentity(Tee.TDX, IntelItem.Update.EARLY));
        all.add(new IntelItem.QeIdentity(Tee.SGX, IntelItem.Update.STANDARD));
        assertThat(all.stream().map(IntelItem::line)).doesNotHaveDuplicates();
    }
}
