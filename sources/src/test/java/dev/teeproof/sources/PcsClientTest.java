package dev.teeproof.sources;

import static dev.teeproof.sources.Simulated.AT;
import static dev.teeproof.sources.Simulated.PCK_CERTIFICATE;
import static dev.teeproof.sources.Simulated.PCK_CRL;
import static dev.teeproof.sources.Simulated.QE_IDENTITY;
import static dev.teeproof.sources.Simulated.ROOT_CA_CRL;
import static dev.teeproof.sources.Simulated.TCB_INFO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.CertificateRevocationList;
import dev.teeproof.dcap.Collateral;
import dev.teeproof.dcap.IssuedDocument;
import dev.teeproof.dcap.IssuedList;
import dev.teeproof.dcap.SignedDocument;
import dev.teeproof.dcap.Tee;
import dev.teeproof.result.SourceUnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each request as it goes out, and each form of answer as it comes in. */
@Timeout(30)
class PcsClientTest {

    private static final String TCB = "/tdx/certification/v4/tcb?fmspc=90C06F000000";

    private final PcsFixture service = new PcsFixture();
    private Collateral collateral;

    @BeforeEach
    void collateral() throws MalformedEvidenceException {
        collateral = Simulated.collateral("simulated", 0);
    }

    @AfterEach
    void close() {
        service.close();
    }

    private PcsClient client(String path) {
        return PcsClient.at(service.address() + path, InstantSource.system()).build();
    }

    private Endorsement fetch(IntelItem item) throws SourceUnavailableException {
        return client("").fetch(item, AT).endorsement();
    }

    private static Bytes envelope(String member, SignedDocument document) throws MalformedEvidenceException {
        return Bytes.utf8("{\"" + member + "\":" + document.text().toUtf8("text") + ",\"signature\":\""
                + document.signature().rs().toHex() + "\"}");
    }

    private void servesTcbInfo(String request, String header) throws MalformedEvidenceException {
        service.answers(
                request,
                envelope("tcbInfo", collateral.tcbInfo().document()),
                Map.of(header, PcsFixture.percent(collateral.tcbInfo().issuerChain())));
    }

    private Endorsement tcbInfo() {
        return new Endorsement.Document(new IssuedDocument(
                collateral.tcbInfo().document(), collateral.tcbInfo().issuerChain(), service.address()));
    }

    @Test
    void tcbInfoComesWithItsExactTextAndChain() throws Exception {
        servesTcbInfo(TCB, "TCB-Info-Issuer-Chain");

        assertThat(fetch(TCB_INFO)).isEqualTo(tcbInfo());
        assertThat(service.requests).containsExactly(TCB);
        assertThat(service.headers.get("User-agent")).containsExactly("teeproof");
        assertThat(service.headers).doesNotContainKeys("Cookie", "Accept-encoding", "Authorization");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/sgx/certification/v4", "/sgx/certification/v4/", "/tdx/certification/v4"})
    void theAddressMayHaveMoreOfThePath(String path) throws Exception {
        servesTcbInfo(TCB, "tcb-info-issuer-chain");

        assertThat(client(path).fetch(TCB_INFO, AT).endorsement()).isEqualTo(tcbInfo());
    }

    @Test
    void aPathBeforeTheApiStays() throws Exception {
        servesTcbInfo("/behind/proxy" + TCB, "TCB-Info-Issuer-Chain");

        assertThat(client("/behind/proxy/sgx/certification/v4")
                        .fetch(TCB_INFO, AT)
                        .endorsement())
                .isInstanceOf(Endorsement.Document.class);
    }

    @Test
    void versionThreeHasOtherHeaders() throws Exception {
        servesTcbInfo("/sgx/certification/v3/tcb?fmspc=90C06F000000", "SGX-TCB-Info-Issuer-Chain");
        IntelItem item = new IntelItem.TcbInfo(Tee.SGX, Bytes.hex("90c06f000000"), IntelItem.Update.STANDARD);

        assertThat(client("/sgx/certification/v3/").fetch(item, AT).endorsement())
                .isEqualTo(tcbInfo());
    }

    @Test
    void theEarlyUpdateIsAskedForByName() {
        IntelItem tcb = new IntelItem.TcbInfo(Tee.TDX, Bytes.hex("b0c06f0000ff"), IntelItem.Update.EARLY);
        IntelItem sgx = new IntelItem.QeIdentity(Tee.SGX, IntelItem.Update.EARLY);
        assertThatThrownBy(() -> fetch(tcb)).isInstanceOf(SourceUnavailableException.class);
        assertThatThrownBy(() -> fetch(sgx)).isInstanceOf(SourceUnavailableException.class);

        assertThat(service.requests)
                .containsExactly(
                        "/tdx/certification/v4/tcb?fmspc=B0C06F0000FF&update=early",
                        "/sgx/certification/v4/qe/identity?update=early");
    }

    @Test
    void anIdentityComesLikeTcbInfo() throws Exception {
        service.answers(
                "/tdx/certification/v4/qe/identity",
                envelope("enclaveIdentity", collateral.qeIdentity().document()),
                Map.of(
                        "SGX-Enclave-Identity-Issuer-Chain",
                        PcsFixture.percent(collateral.qeIdentity().issuerChain())));

        assertThat(fetch(QE_IDENTITY))
                .isEqualTo(new Endorsement.Document(new IssuedDocument(
                        collateral.qeIdentity().document(),
                        collateral.qeIdentity().issuerChain(),
                        service.address())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"der", "hex", "HEX", "hex with NUL", "pem"})
    void aListComesInAnyForm(String form) throws Exception {
        Bytes der = CertificateRevocationList.readAnyForm(collateral.pckCrl().list(), "crl")
                .der();
        service.answers(
                "/sgx/certification/v4/pckcrl?ca=platform&encoding=der",
                inForm(der, form),
                Map.of(
                        "SGX-PCK-CRL-Issuer-Chain",
                        PcsFixture.percent(collateral.pckCrl().issuerChain().orElseThrow())));
        service.answers("/sgx/certification/v4/rootcacrl", inForm(der, form), Map.of());

        assertThat(fetch(PCK_CRL))
                .isEqualTo(new Endorsement.RevocationList(
                        new IssuedList(der, collateral.pckCrl().issuerChain(), service.address())));
        assertThat(fetch(ROOT_CA_CRL))
                .isEqualTo(new Endorsement.RevocationList(new IssuedList(der, Optional.empty(), service.address())));
    }

    private static Bytes inForm(Bytes der, String form) {
        return switch (form) {
            case "der" -> der;
            case "hex" -> Bytes.utf8(der.toHex());
            case "HEX" -> Bytes.utf8(der.toHex().toUpperCase(Locale.ROOT));
            case "hex with NUL" -> Bytes.utf8(der.toHex() + "\0");
            default ->
                Bytes.utf8("-----BEGIN X509 CRL-----\n"
                        + Base64.getMimeEncoder().encodeToString(der.toArray()) + "\n-----END X509 CRL-----\n");
        };
    }

    @Test
    void theRootsListCanBeOnAnotherHost() throws Exception {
        Bytes der = CertificateRevocationList.readAnyForm(collateral.rootCaCrl().list(), "crl")
                .der();
        service.answers("/IntelSGXRootCA.der", der, Map.of());
        PcsClient client = PcsClient.intel(InstantSource.system())
                .rootCaCrl(service.address() + "/IntelSGXRootCA.der")
                .build();

        assertThat(client.fetch(ROOT_CA_CRL, AT).endorsement())
                .isEqualTo(new Endorsement.RevocationList(
                        new IssuedList(der, Optional.empty(), "https://api.trustedservices.intel.com")));
    }

    private static final String PCK = "/sgx/certification/v4/pckcert?qeid=00000000000000000000000000000000"
            + "&encrypted_ppid=ABCD&cpusvn=03030202040100050000000000000000&pcesvn=0D00&pceid=0000";

    private void servesPck(String tcbm) {
        String chain = new String(Simulated.pckChain().toArray(), StandardCharsets.UTF_8);
        int second = chain.indexOf("-----BEGIN", 1);
        service.answers(
                PCK,
                Bytes.utf8(chain.substring(0, second)),
                Map.of(
                        "SGX-PCK-Certificate-Issuer-Chain",
                        PcsFixture.percent(Bytes.utf8(chain.substring(second))),
                        "SGX-TCBm",
                        tcbm));
    }

    @Test
    void aPckCertificateComesWithItsChain() throws Exception {
        servesPck("030302020401000500000000000000000d00");

        Endorsement endorsement = fetch(PCK_CERTIFICATE);
        assertThat(endorsement).isInstanceOf(Endorsement.PckChain.class);
        assertThat(Simulated.genuine().trouble(PCK_CERTIFICATE, endorsement)).isEmpty();
    }

    @Test
    void aPckCertificateOfAnotherTcbIsRefusedWithTheHint() {
        servesPck("020302020401000500000000000000000D00");

        assertThatThrownBy(() -> fetch(PCK_CERTIFICATE))
                .isInstanceOf(SourceUnavailableException.class)
                .hasMessageContaining("SGX-TCBm")
                .hasMessageContaining("registered again");
    }

    @Test
    void fetchesAreToldAtStartAndEnd() throws Exception {
        List<String> told = new ArrayList<>();
        servesTcbInfo(TCB, "TCB-Info-Issuer-Chain");
        PcsClient client = PcsClient.at(service.address(), InstantSource.system())
                .listener(new FetchListener() {
                    @Override
                    public void started(EndorsementItem item, String source) {
                        told.add("? " + item.inWords() + " " + source);
                    }

                    @Override
                    public void ended(EndorsementItem item, String source, Optional<String> trouble) {
                        told.add("! " + item.inWords()
                                + trouble.map(words -> " " + words).orElse(""));
                    }
                })
                .build();
        client.fetch(TCB_INFO, AT);
        assertThatThrownBy(() -> client.fetch(ROOT_CA_CRL, AT)).isInstanceOf(SourceUnavailableException.class);

        assertThat(told)
                .containsExactly(
                        "? TDX TCB info of FMSPC 90c06f000000 " + service.address(),
                        "! TDX TCB info of FMSPC 90c06f000000",
                        "? revocation list of the root CA " + service.address(),
                        "! revocation list of the root CA answered 404 (it has no such thing)");
    }
}
