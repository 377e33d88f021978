package dev.teeproof.sources;

import static dev.teeproof.sources.Simulated.AT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.CertificateRevocationList;
import dev.teeproof.dcap.Collateral;
import dev.teeproof.dcap.IssuedDocument;
import dev.teeproof.dcap.SignedDocument;
import dev.teeproof.dcap.Tee;
import dev.teeproof.result.SourceUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every form in which endorsements lie about in files, told by its content. */
class CollateralFormatsTest {

    private final List<String> told = new ArrayList<>();
    private Collateral simulated;

    @TempDir
    private Path folder;

    @BeforeEach
    void simulated() throws MalformedEvidenceException {
        simulated = Simulated.collateral("simulated", 0);
    }

    private void write(String name, Bytes content) throws IOException {
        Files.write(folder.resolve(name), content.toArray());
    }

    private CollateralFiles files() throws Exception {
        return CollateralFiles.open(List.of(folder), told::add);
    }

    private static String envelope(String member, SignedDocument document) throws MalformedEvidenceException {
        return "{\"" + member + "\":" + document.text().toUtf8("text") + ",\"signature\":\""
                + document.signature().rs().toHex() + "\"}";
    }

    private static Bytes der(Bytes list) throws MalformedEvidenceException {
        return CertificateRevocationList.readAnyForm(list, "crl").der();
    }

    private void writeAnswers(boolean percentEncoded) throws Exception {
        Bytes signer = simulated.tcbInfo().issuerChain();
        Bytes ca = simulated.pckCrl().issuerChain().orElseThrow();
        write("a.json", Bytes.utf8(envelope("tcbInfo", simulated.tcbInfo().document())));
        write(
                "b.json",
                Bytes.utf8(envelope("enclaveIdentity", simulated.qeIdentity().document()) + "\n"));
        write("c.pem", percentEncoded ? Bytes.utf8(PcsFixture.percent(signer) + "\n") : signer);
        write("d.pem", percentEncoded ? Bytes.utf8(PcsFixture.percent(ca)) : ca);
        write("e.der", der(simulated.pckCrl().list()));
        write("f.hex", Bytes.utf8(der(simulated.rootCaCrl().list()).toHex() + "\r\n"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void bodiesOfAnswersFindTheirChainsBesideThem(boolean percentEncoded) throws Exception {
        writeAnswers(percentEncoded);
        Collateral read = files().collateral(Simulated.quote());

        assertThat(told).isEmpty();
        assertThat(read.tcbInfo().document()).isEqualTo(simulated.tcbInfo().document());
        assertThat(read.tcbInfo().issuerChain().toUtf8("chain").strip())
                .isEqualTo(simulated.tcbInfo().issuerChain().toUtf8("chain").strip());
        assertThat(read.qeIdentity().document())
                .isEqualTo(simulated.qeIdentity().document());
        assertThat(read.pckCrl().list()).isEqualTo(der(simulated.pckCrl().list()));
        assertThat(read.pckCrl().issuerChain()).isPresent();
        assertThat(read.rootCaCrl().list()).isEqualTo(der(simulated.rootCaCrl().list()));
        assertThat(read.rootCaCrl().source()).endsWith("f.hex");
        for (IntelItem item : List.of(Simulated.TCB_INFO, Simulated.QE_IDENTITY, Simulated.PCK_CRL)) {
            assertThat(Simulated.genuine().trouble(item, files().fetch(item, AT).endorsement()))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"x.crl, der", "x.pem, pem", "x.json, hex", "x.der, HEX"})
    void aListIsTakenWhateverItsNameAndForm(String name, String form) throws Exception {
        Bytes der = der(simulated.rootCaCrl().list());
        write(
                name,
                switch (form) {
                    case "der" -> der;
                    case "hex" -> Bytes.utf8(der.toHex());
                    case "HEX" -> Bytes.utf8("\n" + der.toHex().toUpperCase(Locale.ROOT) + "\n\0");
                    default ->
                        Bytes.utf8("-----BEGIN X509 CRL-----\n"
                                + Base64.getMimeEncoder().encodeToString(der.toArray()) + "\n-----END X509 CRL-----\n");
                });

        assertThat(files().fetch(Simulated.ROOT_CA_CRL, AT).endorsement())
                .isInstanceOfSatisfying(
                        Endorsement.RevocationList.class,
                        list -> assertThat(list.issued().list()).isEqualTo(der));
    }

    @Test
    void aDocumentWithoutAnyChainIsTold() throws Exception {
        write("a.json", Bytes.utf8(envelope("tcbInfo", simulated.tcbInfo().document())));

        assertThatThrownBy(() -> files().fetch(Simulated.TCB_INFO, AT))
                .isInstanceOf(SourceUnavailableException.class)
                .hasMessageContaining("TDX TCB info");
        assertThat(told)
                .anySatisfy(words -> assertThat(words).contains("a.json").contains("no chain"));
    }

    @Test
    void aForgedDocumentKeepsAChainSoThatItFailsItsCheck() throws Exception {
        writeAnswers(false);
        Endorsement forged = Simulated.forged(Simulated.TCB_INFO, 0);
        IssuedDocument document = ((Endorsement.Document) forged).issued();
        write("a.json", Bytes.utf8(envelope("tcbInfo", document.document())));

        Endorsement read = files().fetch(Simulated.TCB_INFO, AT).endorsement();
        assertThat(Simulated.genuine().trouble(Simulated.TCB_INFO, read))
                .hasValueSatisfying(
                        words -> assertThat(words).contains("signature").contains("does not verify"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFileOfThePcsClientToolHoldsThemAll(boolean asStrings) throws Exception {
        String tcb = envelope("tcbInfo", simulated.tcbInfo().document());
        String early =
                envelope("tcbInfo", Simulated.collateral("early", 2).tcbInfo().document());
        String identity = envelope("enclaveIdentity", simulated.qeIdentity().document());
        String signer = PcsFixture.percent(simulated.tcbInfo().issuerChain());
        String ca = PcsFixture.percent(simulated.pckCrl().issuerChain().orElseThrow());
        write(
                "offline.json",
                Bytes.utf8("{\"platforms\":[],\"collaterals\":{\"tcbinfos\":[{\"fmspc\":\"90c06f000000\","
                        + "\"sgx_tcbinfo\":\"\",\"tdx_tcbinfo\":" + value(tcb, asStrings)
                        + ",\"tdx_tcbinfo_early\":" + value(early, asStrings) + "}],"
                        + "\"pckcacrl\":{\"platformCrl\":\""
                        + der(simulated.pckCrl().list()).toHex() + "\",\"processorCrl\":\"\"},"
                        + "\"tdqeidentity\":" + value(identity, asStrings) + ",\"rootcacrl\":\""
                        + der(simulated.rootCaCrl().list()).toHex().toUpperCase(Locale.ROOT)
                        + "\",\"certificates\":{\"TCB-Info-Issuer-Chain\":\"" + signer
                        + "\",\"SGX-Enclave-Identity-Issuer-Chain\":\"" + signer
                        + "\",\"SGX-PCK-Certificate-Issuer-Chain\":{\"PLATFORM\":\"" + ca + "\"}}}}"));
        Collateral read = files().collateral(Simulated.quote());

        assertThat(told).isEmpty();
        assertThat(read.tcbInfo().document()).isEqualTo(simulated.tcbInfo().document());
        assertThat(read.tcbInfo().issuerChain()).isEqualTo(simulated.tcbInfo().issuerChain());
        assertThat(read.qeIdentity().document())
                .isEqualTo(simulated.qeIdentity().document());
        assertThat(read.pckCrl().issuerChain()).isEqualTo(simulated.pckCrl().issuerChain());
        assertThat(read.later()).isEmpty();
        IntelItem earlyItem = new IntelItem.TcbInfo(Tee.TDX, Bytes.hex("90c06f000000"), IntelItem.Update.EARLY);
        assertThat(files().fetch(earlyItem, AT).endorsement())
                .isEqualTo(new Endorsement.Document(new IssuedDocument(
                        Simulated.collateral("early", 2).tcbInfo().document(),
                        simulated.tcbInfo().issuerChain(),
                        folder.resolve("offline.json").toString())));
    }

    private static String value(String json, boolean asString) {
        return asString ? "\"" + json.replace("\\", "\\\\").replace("\"", "\\\"") + "\"" : json;
    }

    @Test
    void aPckChainInPemIsGivenForItsTcb() throws Exception {
        write("pck.pem", Simulated.pckChain());

        Bytes read = files().pckCertificateChain(((IntelItem.PckCertificate) Simulated.PCK_CERTIFICATE).id(), AT);
        assertThat(read.toUtf8("chain"))
                .isEqualToIgnoringWhitespace(Simulated.pckChain().toUtf8("chain"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "{\"a\":1}", "zz", "0", "30", "-----BEGIN", "%", "{\"collaterals\":1}"})
    void whatIsNoCollateralIsToldAndGivesNothing(String content) throws Exception {
        write("x.json", Bytes.utf8(content));
        CollateralFiles files = files();

        assertThatThrownBy(() -> files.fetch(Simulated.ROOT_CA_CRL, AT))
                .isInstanceOf(SourceUnavailableException.class)
                .hasMessageContaining("lacks");
        assertThat(told).singleElement().asString().contains("x.json");
    }
}
