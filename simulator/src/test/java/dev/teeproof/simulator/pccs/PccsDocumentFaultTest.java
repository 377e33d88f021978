package dev.teeproof.simulator.pccs;

import static dev.teeproof.simulator.pccs.Asking.AT;
import static dev.teeproof.simulator.pccs.Asking.FMSPC;
import static dev.teeproof.simulator.pccs.Asking.SGX;
import static dev.teeproof.simulator.pccs.Asking.TDX;
import static dev.teeproof.simulator.pccs.Asking.TDX_TCB;
import static dev.teeproof.simulator.pccs.Asking.body;
import static dev.teeproof.simulator.pccs.Asking.chain;
import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.crypto.Certificate;
import dev.teeproof.crypto.CertificateRevocationList;
import dev.teeproof.crypto.CertificateRules;
import dev.teeproof.crypto.SignatureVerifier;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PccsDocumentFaultTest {

    private static final String IDENTITY = "/tdx/certification/v4/qe/identity";
    private static final String PCK_CRL = "/sgx/certification/v4/pckcrl?ca=platform&encoding=der";
    private static final String TCB_CHAIN = "TCB-Info-Issuer-Chain";

    private final CertificateRules rules = new CertificateRules(SignatureVerifier.ofPlatform());
    private SimulatedPccs pccs;
    private Asking asking;

    @BeforeEach
    void open() throws Exception {
        pccs = SimulatedPccs.serving(TDX, SGX);
        asking = new Asking(pccs);
    }

    @AfterEach
    void close() {
        asking.close();
        pccs.close();
    }

    @Test
    void aLyingServiceForgesEverySignature() throws Exception {
        pccs.fail(PccsFault.LYING);
        HttpResponse<byte[]> lists = asking.get(PCK_CRL);

        assertThat(Asking.signed(asking.get(TDX_TCB + FMSPC), "tcbInfo", TCB_CHAIN))
                .isFalse();
        assertThat(Asking.signed(asking.get(IDENTITY), "enclaveIdentity", "SGX-Enclave-Identity-Issuer-Chain"))
                .isFalse();
        assertThat(rules.signedBy(
                        CertificateRevocationList.read(body(lists), "list"),
                        chain(lists, "SGX-PCK-CRL-Issuer-Chain").getFirst()))
                .isPresent();
    }

    @Test
    void aStrangersDocumentIsSignedByWhomTheRootHasNotIssued() throws Exception {
        pccs.fail(PccsFault.STRANGER);
        HttpResponse<byte[]> response = asking.get(TDX_TCB + FMSPC);
        Certificate stranger = chain(response, TCB_CHAIN).getFirst();

        assertThat(Asking.signed(response, "tcbInfo", TCB_CHAIN)).isTrue();
        assertThat(rules.issuedBy(stranger, TDX.build().root())).isPresent();
    }

    @Test
    void staleDocumentsAndListsHaveRunOut() throws Exception {
        pccs.fail(PccsFault.STALE);
        CertificateRevocationList list = CertificateRevocationList.read(body(asking.get(PCK_CRL)), "list");
        CertificateRevocationList root =
                CertificateRevocationList.read(body(asking.get("/IntelSGXRootCA.der")), "list");

        assertThat(date(asking.document(TDX_TCB + FMSPC, "tcbInfo"), "nextUpdate"))
                .isBefore(AT);
        assertThat(date(asking.document(IDENTITY, "enclaveIdentity"), "nextUpdate"))
                .isBefore(AT);
        assertThat(list.nextUpdate()).isBefore(AT);
        assertThat(root.nextUpdate()).isBefore(AT);
    }

    @Test
    void olderDocumentsAreValidAndOfTheEvaluationBefore() throws Exception {
        Instant issued = date(asking.document(TDX_TCB + FMSPC, "tcbInfo"), "issueDate");
        pccs.fail(PccsFault.OLDER);
        HttpResponse<byte[]> response = asking.get(TDX_TCB + FMSPC);
        JsonObject info = Asking.envelope(response).object("tcbInfo");

        assertThat(Asking.signed(response, "tcbInfo", TCB_CHAIN)).isTrue();
        assertThat(info.unsigned("tcbEvaluationDataNumber", 99)).isEqualTo(17);
        assertThat(date(info, "issueDate")).isBefore(issued);
        assertThat(date(info, "nextUpdate")).isAfter(AT);
        assertThat(asking.document(IDENTITY, "enclaveIdentity").unsigned("tcbEvaluationDataNumber", 99))
                .isEqualTo(17);
    }

    @Test
    void aWrongPlatformsTcbInfoIsRightlySigned() throws Exception {
        pccs.fail(PccsFault.WRONG_PLATFORM);
        HttpResponse<byte[]> response = asking.get(TDX_TCB + FMSPC);

        assertThat(Asking.signed(response, "tcbInfo", TCB_CHAIN)).isTrue();
        assertThat(Asking.envelope(response).object("tcbInfo").string("fmspc")).isEqualTo("b0c06f000000");
    }

    @Test
    void aFaultOfOnePathLeavesTheOthersAlone() throws Exception {
        pccs.fail(PccsFault.OLDER, TDX_TCB);

        assertThat(evaluation(TDX_TCB + FMSPC, "tcbInfo")).isEqualTo(17);
        assertThat(evaluation(IDENTITY, "enclaveIdentity")).isEqualTo(18);

        pccs.heal();

        assertThat(evaluation(TDX_TCB + FMSPC, "tcbInfo")).isEqualTo(18);
    }

    private long evaluation(String pathAndQuery, String member) throws Exception {
        return asking.document(pathAndQuery, member).unsigned("tcbEvaluationDataNumber", 99);
    }

    private static Instant date(JsonObject document, String member) throws Exception {
        return Instant.parse(document.string(member));
    }
}
