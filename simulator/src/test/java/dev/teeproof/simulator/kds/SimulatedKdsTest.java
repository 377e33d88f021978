package dev.teeproof.simulator.kds;

import static dev.teeproof.simulator.kds.Asking.MILAN;
import static dev.teeproof.simulator.kds.Asking.MILAN_TCB;
import static dev.teeproof.simulator.kds.Asking.MILAN_VCEK;
import static dev.teeproof.simulator.kds.Asking.TURIN;
import static dev.teeproof.simulator.kds.Asking.TURIN_VCEK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.PemBlocks;
import dev.teeproof.simulator.SnpBlueprint;
import dev.teeproof.snp.SigningKey;
import dev.teeproof.snp.SnpProduct;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SimulatedKdsTest {

    private SimulatedKds kds;
    private Asking asking;

    @BeforeAll
    void serve() throws Exception {
        kds = SimulatedKds.serving(MILAN, TURIN);
        asking = new Asking(kds);
    }

    @AfterAll
    void stop() {
        asking.close();
        kds.close();
    }

    @Test
    void aChipsCertificateIsServedForItsTcb() throws Exception {
        HttpResponse<byte[]> response = asking.get(MILAN_VCEK + MILAN_TCB);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/octet-stream");
        assertThat(Bytes.copyOf(response.body())).isEqualTo(MILAN.mint().vek());
    }

    @Test
    void numbersMayBePaddedAndHexadecimalInEitherCase() throws Exception {
        String upper = "/vcek/v1/Milan/" + MILAN.chipId().toHex().toUpperCase(Locale.ROOT);

        assertThat(asking.body(upper + "?blSPL=04&teeSPL=00&snpSPL=24&ucodeSPL=219"))
                .isEqualTo(MILAN.mint().vek());
    }

    @Test
    void aTurinChipIsAskedForByEightBytesAndWithItsFmc() throws Exception {
        String tcb = "blSPL=1&teeSPL=1&snpSPL=4&ucodeSPL=81";

        assertThat(asking.body(TURIN_VCEK + "?fmcSPL=1&" + tcb))
                .isEqualTo(TURIN.mint().vek());
        assertThat(asking.status(TURIN_VCEK + "?" + tcb)).isEqualTo(400);
        assertThat(asking.status("/vcek/v1/Turin/" + TURIN.chipId() + "?fmcSPL=1&" + tcb))
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({"MILAN, VCEK", "MILAN, VLEK", "TURIN, VCEK", "TURIN, VLEK"})
    void aChainIsTheIssuerAndThenTheRootInPem(SnpProduct product, SigningKey kind) throws Exception {
        SnpBlueprint plan = product == SnpProduct.MILAN ? MILAN : TURIN;
        Bytes pem = asking.body("/" + kind.text() + "/v1/" + product + "/cert_chain");

        assertThat(PemBlocks.decode(pem, "CERTIFICATE", "chain"))
                .isEqualTo(List.of(
                        plan.signingKey(kind).mint().issuer(), plan.mint().root()));
    }

    @ParameterizedTest
    @CsvSource({"vcek, Milan", "vlek, Milan", "vcek, Turin"})
    void aListIsServedInDer(String kind, String line) throws Exception {
        SnpBlueprint plan = line.equals("Milan") ? MILAN : TURIN;

        assertThat(asking.body("/" + kind + "/v1/" + line + "/crl"))
                .isEqualTo(plan.mint().crl());
    }

    @ParameterizedTest
    @CsvSource({
        "/vcek/v1/Milan/CHIP?blSPL=4&teeSPL=0&snpSPL=23&ucodeSPL=219, 404",
        "/vcek/v1/Milan/00CHIP?blSPL=4&teeSPL=0&snpSPL=24&ucodeSPL=219, 400",
        "/vcek/v1/Genoa/CHIP?blSPL=4&teeSPL=0&snpSPL=24&ucodeSPL=219, 404",
        "/vcek/v1/Milan/CHIP?blSPL=4&teeSPL=0&snpSPL=24, 400",
        "/vcek/v1/Milan/CHIP?blSPL=4&teeSPL=0&snpSPL=24&ucodeSPL=256, 400",
        "/vcek/v1/Milan/CHIP?blSPL=4&teeSPL=0&snpSPL=24&ucodeSPL=-1, 400",
        "/vcek/v1/Milan/CHIP?blSPL=4&teeSPL=0&snpSPL=24&ucodeSPL=219&fmcSPL=0, 400",
        "/vcek/v1/Milan/CHIP?blSPL=4&blSPL=4&teeSPL=0&snpSPL=24&ucodeSPL=219, 400",
        "/vcek/v1/Milan/CHIP, 400",
        "/vcek/v1/Verona/crl, 400",
        "/vcek/v1/Genoa/crl, 404",
        "/vcek/v1/Milan/cert, 400",
        "/vlek/v1/Milan/cert?blSPL=4, 401",
        "/vlek/v1/Milan/CHIP?blSPL=4&teeSPL=0&snpSPL=24&ucodeSPL=219, 404",
        "/vcek/v2/Milan/crl, 404",
        "/, 404"
    })
    void whatIsNotOfItsMachinesIsNotServed(String path, int status) throws Exception {
        assertThat(asking.status(path.replace("CHIP", MILAN.chipId().toHex()))).isEqualTo(status);
    }

    @Test
    void requestsAreCountedByPathWithoutTheQuery() throws Exception {
        int before = kds.requests("/vcek/v1/Turin/crl");
        asking.status("/vcek/v1/Turin/crl");
        asking.status("/vcek/v1/Turin/crl?again");

        assertThat(kds.requests("/vcek/v1/Turin/crl")).isEqualTo(before + 2);
    }

    @Test
    void machinesOfTwoPkisAreNotServedByOneService() {
        SnpBlueprint stranger = SnpBlueprint.of(SnpProduct.MILAN, 9, Asking.AT);

        assertThatIllegalArgumentException().isThrownBy(() -> SimulatedKds.serving(MILAN, stranger));
        assertThatIllegalArgumentException().isThrownBy(SimulatedKds::serving);
    }
}
