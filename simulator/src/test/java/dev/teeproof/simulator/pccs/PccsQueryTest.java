package dev.teeproof.simulator.pccs;

import static dev.teeproof.simulator.pccs.Asking.SGX;
import static dev.teeproof.simulator.pccs.Asking.TDX;
import static dev.teeproof.simulator.pccs.Asking.TDX_TCB;
import static dev.teeproof.simulator.pccs.Asking.body;
import static dev.teeproof.simulator.pccs.Asking.chain;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.CertificateRevocationList;
import dev.teeproof.crypto.CertificateRules;
import dev.teeproof.crypto.SignatureVerifier;
import dev.teeproof.dcap.PckCa;
import dev.teeproof.simulator.QuoteBlueprint;
import dev.teeproof.simulator.QuoteKind;
import dev.teeproof.simulator.pccs.PccsBehaviour.HexCase;
import dev.teeproof.simulator.pccs.PccsBehaviour.ListForm;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PccsQueryTest {

    @ParameterizedTest
    @CsvSource({
        "/tdx/certification/v4/tcb, 400",
        "/tdx/certification/v4/tcb?fmspc=90c06f0000, 400",
        "/tdx/certification/v4/tcb?fmspc=90c06f00000g, 400",
        "/tdx/certification/v4/tcb?fmspc=90c06f000000&fmspc=90c06f000000, 400",
        "/tdx/certification/v4/tcb?fmspc=b0c06f000000, 404",
        "/tdx/certification/v4/tcb?fmspc=90c06f000000&update=now, 400",
        "/tdx/certification/v4/tcb?fmspc=90c06f000000&tcbEvaluationDataNumber=x, 400",
        "/tdx/certification/v4/tcb?fmspc=90c06f000000&tcbEvaluationDataNumber=99999999999, 400",
        "/tdx/certification/v4/tcb?fmspc=90c06f000000&update=early&tcbEvaluationDataNumber=18, 400",
        "/tdx/certification/v3/tcb?fmspc=90c06f000000, 404",
        "/sgx/certification/v2/tcb?fmspc=90c06f000000, 404",
        "/sgx/certification/v4/qve/identity, 404",
        "/sgx/certification/v4/pckcrl, 400",
        "/sgx/certification/v4/pckcrl?ca=root, 400",
        "/sgx/certification/v4/pckcrl?ca=platform&encoding=hex, 400",
        "/tdx/certification/v4/pckcrl?ca=platform, 404",
        "/sgx/certification/v4/crl, 400",
        "/sgx/certification/v4/crl?uri=http://example/other.der, 404",
        "/sgx/certification/v4/pckcert?qeid=00, 400",
        "/sgx/certification/v4/pckcert?cpusvn=00000000000000000000000000000000&pcesvn=0000&pceid=0000, 400",
        "/, 404"
    })
    void aBadQueryIsRefusedWithIntelsStatus(String pathAndQuery, int status) throws Exception {
        try (SimulatedPccs pccs = SimulatedPccs.serving(SGX, TDX);
                Asking asking = new Asking(pccs)) {
            HttpResponse<byte[]> response = asking.get(pathAndQuery);

            assertThat(response.statusCode()).isEqualTo(status);
            assertThat(response.body()).isEmpty();
            assertThat(Asking.header(response, "Error-Code")).isNotEqualTo("none");
        }
    }

    @Test
    void anUnknownPlatformHasNoPckCertificate() throws Exception {
        try (SimulatedPccs pccs = SimulatedPccs.serving(SGX);
                Asking asking = new Asking(pccs)) {
            assertThat(asking.status("/sgx/certification/v4/pckcert?qeid=" + "0".repeat(32) + "&cpusvn="
                            + "0".repeat(32) + "&pcesvn=0000&pceid=0000"))
                    .isEqualTo(404);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "EITHER, 90c06f000000, 200",
        "EITHER, 90C06F000000, 200",
        "UPPER, 90c06f000000, 400",
        "UPPER, 90C06F000000, 200",
        "LOWER, 90c06f000000, 200",
        "LOWER, 90C06F000000, 400"
    })
    void aServiceMayDemandACase(HexCase hexCase, String fmspc, int status) throws Exception {
        try (SimulatedPccs pccs = SimulatedPccs.serving(
                        List.of(TDX), PccsBehaviour.usual().withHexCase(hexCase));
                Asking asking = new Asking(pccs)) {
            assertThat(asking.status(TDX_TCB + "?fmspc=" + fmspc)).isEqualTo(status);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "AS_ASKED, '', 2d2d2d2d2d",
        "AS_ASKED, &encoding=pem, 2d2d2d2d2d",
        "AS_ASKED, &encoding=der, 3082",
        "DER, '', 3082",
        "PEM, &encoding=der, 2d2d2d2d2d",
        "HEX, &encoding=der, 33303832"
    })
    void listsComeInEveryForm(ListForm form, String encoding, String start) throws Exception {
        try (SimulatedPccs pccs = SimulatedPccs.serving(
                        List.of(TDX), PccsBehaviour.usual().withLists(form));
                Asking asking = new Asking(pccs)) {
            for (PckCa authority : PckCa.values()) {
                String name = authority == PckCa.PLATFORM ? "platform" : "processor";
                HttpResponse<byte[]> response = asking.get("/sgx/certification/v4/pckcrl?ca=" + name + encoding);
                CertificateRevocationList list = CertificateRevocationList.readAnyForm(body(response), "list");

                assertThat(body(response).toHex()).startsWith(start);
                assertThat(PckCa.of(list.issuer())).contains(authority);
                assertThat(new CertificateRules(SignatureVerifier.ofPlatform())
                                .signedBy(
                                        list,
                                        chain(response, "SGX-PCK-CRL-Issuer-Chain")
                                                .getFirst()))
                        .isEmpty();
            }
        }
    }

    @Test
    void platformsUnderDifferentRootsHaveNoServiceInCommon() {
        QuoteBlueprint other = QuoteBlueprint.of(QuoteKind.SGX_V3, 8, Asking.AT);

        assertThatIllegalArgumentException().isThrownBy(() -> SimulatedPccs.serving(TDX, other));
        assertThatIllegalArgumentException().isThrownBy(() -> SimulatedPccs.serving());
    }

    @Test
    void anotherPlatformUnderTheSamePkiHasItsOwnCertificate() throws Exception {
        QuoteBlueprint other = QuoteBlueprint.of(QuoteKind.SGX_V3, 8, Asking.AT).underThePkiOf(TDX);
        Bytes qeId = other.endorsements().qeId();
        try (SimulatedPccs pccs = SimulatedPccs.serving(TDX, other);
                Asking asking = new Asking(pccs)) {
            assertThat(body(asking.get("/sgx/certification/v4/pckcert?qeid=" + qeId + "&cpusvn=" + "0".repeat(32)
                            + "&pcesvn=0000&pceid=0000")))
                    .isEqualTo(Bytes.utf8(other.endorsements().pckCertificate()));
            assertThat(other.build().rootCertificate()).isEqualTo(TDX.build().rootCertificate());
        }
    }
}
