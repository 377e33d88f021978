package dev.teeproof.sources;

import static dev.teeproof.sources.Simulated.AT;
import static dev.teeproof.sources.SimulatedAmd.CHAIN;
import static dev.teeproof.sources.SimulatedAmd.CRL;
import static dev.teeproof.sources.SimulatedAmd.MACHINE;
import static dev.teeproof.sources.SimulatedAmd.MINTED;
import static dev.teeproof.sources.SimulatedAmd.VCEK;
import static dev.teeproof.sources.SimulatedAmd.right;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Certificate;
import dev.teeproof.result.SourceUnavailableException;
import dev.teeproof.simulator.SimulatedReport;
import dev.teeproof.simulator.SnpBlueprint;
import dev.teeproof.snp.SigningKey;
import dev.teeproof.snp.SnpCertificates;
import dev.teeproof.snp.SnpProduct;
import dev.teeproof.snp.TcbLayout;
import dev.teeproof.snp.TcbVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmdFilesTest {

    @TempDir
    private Path folder;

    private final List<String> told = new ArrayList<>();

    private Path write(String name, Bytes content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, content.toArray());
    }

    private AmdFiles open() throws Exception {
        return AmdFiles.open(List.of(folder), told::add);
    }

    private static Bytes pem(String label, Bytes der) {
        return Bytes.utf8("-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der.toArray()) + "\n-----END " + label
                + "-----\n");
    }

    private static void assertLacks(AmdFiles files, AmdItem item) {
        assertThatThrownBy(() -> files.get(item, AT))
                .isInstanceOf(SourceUnavailableException.class)
                .hasMessageContaining("lacks the " + item.inWords());
    }

    @Test
    void whatAFileIsItsContentSays() throws Exception {
        write("a.pem", pem("CERTIFICATE", MINTED.vek()));
        write("b.crt", MINTED.issuer());
        write("c.cer", MINTED.root());
        Path list = write("d.der", MINTED.crl());
        AmdFiles files = open();

        assertThat(files.get(VCEK, AT).bytes()).isEqualTo(MINTED.vek());
        assertThat(files.get(CHAIN, AT).bytes()).isEqualTo(right(CHAIN));
        assertThat(files.get(CRL, AT)).isEqualTo(AmdAnswer.of(MINTED.crl(), list.toString()));
        assertThat(told).isEmpty();
    }

    @Test
    void oneFileMayHoldEverything() throws Exception {
        write("all.pem", Bytes.concat(pem("CERTIFICATE", MINTED.vek()), MINTED.chainPem()));
        write("crl.pem", pem("X509 CRL", MINTED.crl()));
        AmdFiles files = open();

        assertThat(files.get(VCEK, AT).bytes()).isEqualTo(MINTED.vek());
        assertThat(files.get(CHAIN, AT).bytes()).isEqualTo(MINTED.chainPem());
        assertThat(files.get(CRL, AT).bytes()).isEqualTo(MINTED.crl());
    }

    @Test
    void certificatesOfManyMachinesAreToldApartByChipAndTcb() throws Exception {
        SnpBlueprint otherChip = MACHINE.chip(Bytes.hex("cd".repeat(64)));
        SnpBlueprint otherTcb = MACHINE.reportedTcb(new TcbVersion(TcbLayout.MILAN_GENOA, 0, 1, 0, 2, 200));
        SnpBlueprint turin = SnpBlueprint.of(SnpProduct.TURIN, 9, AT);
        List<SnpBlueprint> machines = List.of(MACHINE, otherChip, otherTcb, turin);
        for (int i = 0; i < machines.size(); i++) {
            write("vcek" + i + ".der", machines.get(i).mint().vek());
        }
        AmdFiles files = open();

        for (SnpBlueprint machine : machines) {
            assertThat(files.get(SimulatedAmd.vcek(machine), AT).bytes())
                    .isEqualTo(machine.mint().vek());
        }
        assertLacks(files, SimulatedAmd.vcek(otherChip.reportedTcb(otherTcb.reportedTcb())));
    }

    @Test
    void theNewestThatIsInDateIsGiven() throws Exception {
        SimulatedReport old = MACHINE.crl(list -> list.withValidity(
                        list.thisUpdate().minus(Duration.ofDays(20)),
                        list.nextUpdate().minus(Duration.ofDays(20))))
                .mint();
        write("1.crl", MINTED.crl());
        write("2.crl", old.crl());
        AmdFiles files = open();

        assertThat(files.get(CRL, AT).bytes()).isEqualTo(MINTED.crl());
        assertThat(files.get(CRL, AT.minus(Duration.ofDays(5))).bytes()).isEqualTo(old.crl());
        assertThat(files.get(CRL, AT.plus(Duration.ofDays(500))).bytes()).isEqualTo(MINTED.crl());
    }

    @Test
    void aChainIsGivenWithTheRootThatIssuedItAndWithNoOtherOfItsName() throws Exception {
        write("ask.der", MINTED.issuer());
        write("ark.der", MACHINE.strangeRootSent().mint().sentRoot());
        List<Certificate> chain = SnpCertificates.read(open().get(CHAIN, AT).bytes(), "chain");

        assertThat(chain).containsExactly(SimulatedAmd.certificate(MINTED.issuer()));
    }

    @Test
    void issuersOfVceksAndOfVleksAreDifferentItems() throws Exception {
        SimulatedReport vlek = MACHINE.endorsedAs(SigningKey.VLEK).mint();
        write("asvk.pem", vlek.chainPem());
        AmdFiles files = open();

        assertThat(files.get(new AmdItem.IssuerChain(SnpProduct.MILAN, SigningKey.VLEK), AT)
                        .bytes())
                .isEqualTo(vlek.chainPem());
        assertLacks(files, CHAIN);
    }

    @Test
    void filesThatComeAndGoAreNoticed() throws Exception {
        AmdFiles files = open();
        assertLacks(files, VCEK);

        Path file = write("vcek.der", MINTED.vek());
        assertThat(files.get(VCEK, AT).bytes()).isEqualTo(MINTED.vek());

        Files.delete(file);
        assertLacks(files, VCEK);
    }

    @Test
    void whatCannotBeReadIsToldAndDoesNotHoldUpTheRest() throws Exception {
        write("bad.der", Bytes.utf8("nothing"));
        write("huge.crl", Bytes.zeros(AmdFiles.MAX_FILE + 1));
        write("good.der", MINTED.vek());

        assertThat(open().get(VCEK, AT).bytes()).isEqualTo(MINTED.vek());
        assertThat(told)
                .hasSize(2)
                .anyMatch(words -> words.contains("bad.der"))
                .anyMatch(words -> words.contains("huge.crl"));
    }

    @Test
    void aFileThatIsNamedHasToBeThereAndOfAKindThatIsKnown() throws Exception {
        Path bad = write("bad.der", Bytes.utf8("nothing"));

        assertThatThrownBy(() -> AmdFiles.open(List.of(bad), told::add))
                .isInstanceOf(MalformedEvidenceException.class)
                .hasMessageContaining("bad.der");
        assertThatThrownBy(() -> AmdFiles.open(List.of(folder.resolve("none.der")), told::add))
                .isInstanceOf(NoSuchFileException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "MILAN_GENOA,0,2,0,6,21,bl02_tee00_snp06_ucode21",
        "MILAN_GENOA,0,4,0,24,213,bl04_tee00_snp24_ucode213",
        "TURIN,5,3,1,8,15,bl03_tee01_snp08_ucode15_fmc05"
    })
    void anOfflineStoreNamesFilesByTcb(TcbLayout layout, int fmc, int bl, int tee, int snp, int ucode, String prefix) {
        assertThat(OfflineKdsStore.prefix(new TcbVersion(layout, fmc, bl, tee, snp, ucode)))
                .isEqualTo(prefix);
    }

    @Test
    void anOfflineStoreIsAskedByChipAndTcbThenByChip() throws Exception {
        String chip = "vcek/" + VCEK.chipId().toHex() + "/";
        Path any = write(chip + "vcek.der", MINTED.vek());
        AmdFiles files = open();
        assertThat(files.get(VCEK, AT).source()).isEqualTo(any.toString());

        Path exact = write(chip + OfflineKdsStore.prefix(VCEK.reportedTcb()) + "_vcek.der", MINTED.vek());
        assertThat(files.get(VCEK, AT)).isEqualTo(AmdAnswer.of(MINTED.vek(), exact.toString()));
    }

    @Test
    void aCertificateOfAnotherTcbInAnOfflineStoreIsPassedOver() throws Exception {
        TcbVersion other = new TcbVersion(TcbLayout.MILAN_GENOA, 0, 1, 0, 2, 200);
        write(
                "vcek/" + VCEK.chipId().toHex() + "/vcek.der",
                MACHINE.reportedTcb(other).mint().vek());

        assertLacks(open(), VCEK);
        assertThat(told).singleElement().asString().contains("is passed over");
    }

    @Test
    void aLaterSourceSuppliesWhatTheFirstLacks() throws Exception {
        write("vcek.der", MINTED.vek());
        AmdSource both = AmdSource.firstOf(List.of(open(), (item, at) -> AmdAnswer.of(Bytes.of(1), "network")));

        assertThat(both.get(VCEK, AT).bytes()).isEqualTo(MINTED.vek());
        assertThat(both.get(CRL, AT).source()).isEqualTo("network");
    }
}
