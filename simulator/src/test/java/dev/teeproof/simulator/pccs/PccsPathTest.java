package dev.teeproof.simulator.pccs;

import static dev.teeproof.simulator.pccs.Asking.SGX;
import static dev.teeproof.simulator.pccs.Asking.TDX;
import static dev.teeproof.simulator.pccs.Asking.body;
import static dev.teeproof.simulator.pccs.Asking.chain;
import static dev.teeproof.simulator.pccs.Asking.envelope;
import static dev.teeproof.simulator.pccs.Asking.header;
import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.crypto.Certificate;
import dev.teeproof.dcap.PckCa;
import dev.teeproof.simulator.SimulatedEndorsements;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PccsPathTest {

    private static final String IDENTITY_CHAIN = "SGX-Enclave-Identity-Issuer-Chain";

    private final SimulatedEndorsements endorsements = SGX.endorsements();
    private SimulatedPccs pccs;
    private Asking asking;

    @BeforeAll
    void open() throws Exception {
        pccs = SimulatedPccs.serving(SGX, TDX);
        asking = new Asking(pccs);
    }

    @AfterAll
    void close() {
        asking.close();
        pccs.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/sgx/certification/v4/tcb, SGX, 3, TCB-Info-Issuer-Chain, 18",
        "/tdx/certification/v4/tcb, TDX, 3, TCB-Info-Issuer-Chain, 18",
        "/sgx/certification/v3/tcb, none, 2, SGX-TCB-Info-Issuer-Chain, 18"
    })
    void tcbInfoComesInTheFormOfItsVersionWithItsSigners(
            String path, String id, int version, String chain, int evaluation) throws Exception {
        HttpResponse<byte[]> response = asking.get(path + "?fmspc=90c06f000000");
        JsonObject info = envelope(response).object("tcbInfo");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Content-Type")).isEqualTo("application/json");
        assertThat(header(response, "Request-ID")).hasSize(32);
        assertThat(info.optionalString("id").orElse("none")).isEqualTo(id);
        assertThat(info.unsigned("version", 9)).isEqualTo(version);
        assertThat(info.unsigned("tcbEvaluationDataNumber", 99)).isEqualTo(evaluation);
        assertThat(Asking.signed(response, "tcbInfo", chain)).isTrue();
        assertThat(header(response, chain)).contains("%20", "%0A").doesNotContain("+", " ");
        assertThat(chain(response, chain)).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "/sgx/certification/v4/qe/identity, QE",
        "/sgx/certification/v3/qe/identity, QE",
        "/tdx/certification/v4/qe/identity, TD_QE"
    })
    void theIdentityIsThatOfTheTechnologysQuotingEnclave(String path, String id) throws Exception {
        HttpResponse<byte[]> response = asking.get(path);

        assertThat(envelope(response).object("enclaveIdentity").string("id")).isEqualTo(id);
        assertThat(Asking.signed(response, "enclaveIdentity", IDENTITY_CHAIN)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "/sgx/certification/v4/tcb?fmspc=90c06f000000&, tcbInfo",
        "/sgx/certification/v3/tcb?fmspc=90c06f000000&, tcbInfo",
        "/tdx/certification/v4/qe/identity?, enclaveIdentity"
    })
    void theNextEvaluationIsHadByNameAndNumber(String path, String member) throws Exception {
        String early = "tcbEvaluationDataNumber=19";

        assertThat(evaluation(path + "update=early", member)).isEqualTo(19);
        assertThat(evaluation(path + "update=standard", member)).isEqualTo(18);
        assertThat(evaluation(path + early, member)).isEqualTo(19);
        assertThat(evaluation(path + "tcbEvaluationDataNumber=18", member)).isEqualTo(18);
        assertThat(asking.status(path + "tcbEvaluationDataNumber=17")).isEqualTo(410);
        assertThat(asking.status(path + "tcbEvaluationDataNumber=20")).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"qeid", "encrypted_ppid"})
    void aPlatformGetsItsPckCertificate(String by) throws Exception {
        Bytes value = by.equals("qeid") ? endorsements.qeId() : endorsements.encryptedPpid();
        HttpResponse<byte[]> response = asking.get("/sgx/certification/v4/pckcert?" + by + "=" + value
                + "&cpusvn=03030202040100050000000000000000&pcesvn=0D00&pceid=0000");

        assertThat(new String(response.body(), StandardCharsets.US_ASCII)).isEqualTo(endorsements.pckCertificate());
        assertThat(header(response, "SGX-TCBm")).isEqualTo("030302020401000500000000000000000D00");
        assertThat(header(response, "SGX-FMSPC")).isEqualTo("90C06F000000");
        assertThat(header(response, "SGX-PCK-Certificate-CA-Type")).isEqualTo("platform");
        assertThat(chain(response, "SGX-PCK-Certificate-Issuer-Chain"))
                .isEqualTo(Certificate.readPem(Bytes.utf8(endorsements.pckIssuerChain()), "chain"));
    }

    @Test
    void theRootsListIsHadOnThreePaths() throws Exception {
        Bytes list = endorsements.rootCrl();

        assertThat(body(asking.get("/sgx/certification/v4/rootcacrl"))).isEqualTo(Bytes.utf8(list.toHex()));
        assertThat(body(asking.get("/IntelSGXRootCA.der"))).isEqualTo(list);
        assertThat(body(asking.get(
                        "/sgx/certification/v4/crl?uri=https%3A%2F%2Fcertificates.example%2FIntelSGXRootCA.der")))
                .isEqualTo(list);
    }

    @Test
    void aPckListIsHadByItsAddressAtIntel() throws Exception {
        String uri = "https%3A%2F%2Fapi.example%2Fsgx%2Fcertification%2Fv4%2Fpckcrl%3Fca%3Dprocessor";

        assertThat(body(asking.get("/sgx/certification/v4/crl?uri=" + uri)))
                .isEqualTo(SGX.pckCa(PckCa.PROCESSOR).endorsements().pckCrl());
    }

    @Test
    void requestsAreCountedByPath() throws Exception {
        asking.get("/sgx/certification/v4/qve/identity");
        asking.get("/sgx/certification/v4/qve/identity?update=early");

        assertThat(pccs.requests("/sgx/certification/v4/qve/identity")).isEqualTo(2);
        assertThat(pccs.requests("/nowhere")).isZero();
        assertThat(pccs.requests()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void platformsOfOneServiceAreToldApart() throws Exception {
        Bytes fmspc = Bytes.hex("00806f050000");
        try (SimulatedPccs two = SimulatedPccs.serving(List.of(TDX, TDX.fmspc(fmspc)), PccsBehaviour.usual());
                Asking other = new Asking(two)) {
            assertThat(other.document("/tdx/certification/v4/tcb?fmspc=00806F050000", "tcbInfo")
                            .hex("fmspc"))
                    .isEqualTo(fmspc);
            assertThat(other.status("/sgx/certification/v4/tcb?fmspc=00806F050000"))
                    .isEqualTo(404);
        }
    }

    private long evaluation(String pathAndQuery, String member) throws Exception {
        return asking.document(pathAndQuery, member).unsigned("tcbEvaluationDataNumber", 99);
    }
}
