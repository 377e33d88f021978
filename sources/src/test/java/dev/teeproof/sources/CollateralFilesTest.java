package dev.teeproof.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.dcap.Collateral;
import dev.teeproof.dcap.CollateralContainer;
import dev.teeproof.dcap.IssuedDocument;
import dev.teeproof.dcap.PckCa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that come, change and go while a service runs. */
class CollateralFilesTest {

    private final List<String> told = new ArrayList<>();
    private int writes;

    @TempDir
    private Path folder;

    /** Every writing has a time of its own, however coarse the file system's clock is. */
    private Path write(String name, Bytes content) throws IOException {
        Path file = folder.resolve(name);
        Files.write(file, content.toArray());
        writes++;
        Files.setLastModifiedTime(file, FileTime.from(Simulated.AT.plusSeconds(writes)));
        return file;
    }

    private CollateralFiles open(Path... paths) throws IOException, MalformedEvidenceException {
        return CollateralFiles.open(List.of(paths), told::add);
    }

    private static String chosen(CollateralFiles files) throws Exception {
        return Path.of(files.collateral(Simulated.quote()).source())
                .getFileName()
                .toString();
    }

    @Test
    void aFileAndAFolderAreReadAlike() throws Exception {
        Path file = write("a.json", Simulated.container(0));

        assertThat(chosen(open(file))).isEqualTo("a.json");
        assertThat(chosen(open(folder))).isEqualTo("a.json");
        assertThat(chosen(open(file, folder))).isEqualTo("a.json");
    }

    @Test
    void ofAFolderOnlyWhatIsNamedLikeCollateralIsRead() throws Exception {
        write("notes.txt", Bytes.utf8("no container"));
        Files.createDirectory(folder.resolve("sub.json"));
        write("a.json", Simulated.container(0));

        assertThat(chosen(open(folder))).isEqualTo("a.json");
    }

    @Test
    void aFileThatIsAddedOrRemovedIsSeen() throws Exception {
        write("old.json", Simulated.container(-60));
        CollateralFiles files = open(folder);
        assertThat(chosen(files)).isEqualTo("old.json");

        Path fresh = write("fresh.json", Simulated.container(0));
        assertThat(chosen(files)).isEqualTo("fresh.json");

        Files.delete(fresh);
        assertThat(chosen(files)).isEqualTo("old.json");
        assertThat(told).isEmpty();
    }

    @Test
    void aFileThatIsChangedIsReadAgain() throws Exception {
        Path file = write("a.json", Simulated.container(-60));
        CollateralFiles files = open(file);
        Bytes before = files.collateral(Simulated.quote()).tcbInfo().document().text();
        write("a.json", Simulated.container(0));

        assertThat(files.collateral(Simulated.quote()).tcbInfo().document().text())
                .isNotEqualTo(before);
    }

    @Test
    void aBrokenChangeKeepsTheOldAndIsToldOnce() throws Exception {
        write("a.json", Simulated.container(0));
        CollateralFiles files = open(folder);
        write("a.json", Bytes.utf8("{"));

        assertThat(chosen(files)).isEqualTo("a.json");
        assertThat(chosen(files)).isEqualTo("a.json");
        assertThat(told)
                .singleElement()
                .asString()
                .contains("what was read before stays")
                .contains("a.json");

        write("a.json", Simulated.container(-60));
        assertThat(files.collateral(Simulated.quote()).tcbInfo().document().text())
                .isEqualTo(Simulated.collateral("-60", -60).tcbInfo().document().text());
        assertThat(told).hasSize(1);
    }

    @Test
    void aFileThatCannotBeReadDoesNotHoldUpTheOthers() throws Exception {
        write("a.json", Simulated.container(-60));
        CollateralFiles files = open(folder);
        write("broken.json", Bytes.utf8("{"));
        write("fresh.json", Simulated.container(0));

        assertThat(chosen(files)).isEqualTo("fresh.json");
        assertThat(chosen(files)).isEqualTo("fresh.json");
        assertThat(told).singleElement().asString().contains("broken.json");
    }

    @Test
    void aFileThatIsTooLongIsNotTaken() throws Exception {
        write("a.json", Simulated.container(0));
        CollateralFiles files = open(folder);
        write("long.crl", Bytes.zeros(CollateralFiles.MAX_FILE + 1));

        assertThat(chosen(files)).isEqualTo("a.json");
        assertThat(told).singleElement().asString().contains("long.crl").contains("at most");
    }

    @Test
    void whatHasNotChangedIsTheSameObjectAgain() throws Exception {
        write("a.json", Simulated.container(0));
        CollateralFiles files = open(folder);
        Collateral before = files.collateral(Simulated.quote());
        write("b.json", Simulated.container(-60));
        Collateral after = files.collateral(Simulated.quote());

        assertThat(after.tcbInfo()).isSameAs(before.tcbInfo());
        assertThat(after.pckCrl()).isSameAs(before.pckCrl());
    }

    @Test
    void eachItemIsChosenByItself() throws Exception {
        Collateral newer = Simulated.collateral("newer", 0);
        Collateral older = Simulated.collateral("older", -2);
        Optional<IssuedDocument> none = Optional.empty();
        write(
                "lists.json",
                new CollateralContainer(
                                Optional.of(newer.rootCaCrl()),
                                Optional.of(newer.pckCrl()),
                                none,
                                none,
                                Optional.empty(),
                                none,
                                none)
                        .write());
        write("whole.json", CollateralContainer.of(older).write());

        Collateral chosen = open(folder).collateral(Simulated.quote());
        assertThat(chosen.rootCaCrl().source()).endsWith("lists.json");
        assertThat(chosen.pckCrl().source()).endsWith("lists.json");
        assertThat(chosen.tcbInfo().source()).endsWith("whole.json");
    }

    @Test
    void theListOfAnotherCaIsHandedOutForItsCheckToFail() throws Exception {
        write("a.json", Simulated.container(0));

        assertThat(open(folder).fetch(new IntelItem.PckCrl(PckCa.PROCESSOR), Simulated.AT))
                .isEqualTo(open(folder).fetch(new IntelItem.PckCrl(PckCa.PLATFORM), Simulated.AT));
    }

    @Test
    void aFolderThatWentAwayKeepsWhatItSaidAndIsToldOnce() throws Exception {
        Path inner = Files.createDirectory(folder.resolve("inner"));
        write("inner/a.json", Simulated.container(0));
        CollateralFiles files = open(inner);
        Files.delete(inner.resolve("a.json"));
        Files.delete(inner);

        assertThat(chosen(files)).isEqualTo("a.json");
        assertThat(chosen(files)).isEqualTo("a.json");
        assertThat(told).singleElement().asString().contains("what was read before stays");
    }

    @Test
    void aFileThatWentAwayKeepsWhatItSaid() throws Exception {
        Path file = write("a.json", Simulated.container(0));
        CollateralFiles files = open(file);
        Files.delete(file);

        assertThat(chosen(files)).isEqualTo("a.json");
        assertThat(chosen(files)).isEqualTo("a.json");
        assertThat(told).singleElement().asString().contains("what was read before stays");
    }

    @Test
    void whatHasExpiredDoesNotStopTheOpening() throws Exception {
        write("expired.json", Simulated.container(-400));

        assertThat(chosen(open(folder))).isEqualTo("expired.json");
        assertThat(told).isEmpty();
    }

    @Test
    void aNamedFileThatIsNoCollateralStopsTheOpeningWithItsName() throws Exception {
        Path file = write("wrong.json", Bytes.utf8("{}"));

        assertThatThrownBy(() -> open(file))
                .isInstanceOfSatisfying(
                        MalformedEvidenceException.class,
                        e -> assertThat(e.path()).startsWith(file + ": "));
    }

    @Test
    void aFileThatIsNotThereStopsTheOpening() {
        assertThatThrownBy(() -> open(folder.resolve("absent.json")))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("absent.json");
    }

    @Test
    void aCertificateWithoutItsChainIsCompletedFromTheListOfItsIssuer() throws Exception {
        write("a.json", Simulated.container(0));

        assertThat(open(folder).pckCertificateChain(Simulated.quoteWithoutIssuers(), Simulated.AT))
                .isEqualTo(Simulated.pckChain());
    }
}
