package dev.teeproof.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teeproof.codec.Bytes;
import dev.teeproof.snp.SigningKey;
import dev.teeproof.snp.SnpProduct;
import dev.teeproof.snp.TcbLayout;
import dev.teeproof.snp.TcbVersion;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KdsAddressTest {

    private static final Bytes CHIP = Bytes.hex("ab".repeat(64));
    private static final KdsAddress AMD = KdsAddress.of("https://kdsintf.amd.com", false);

    private static String vcek(SnpProduct product, Bytes chip, TcbVersion tcb) {
        return AMD.of(new AmdItem.Vcek(product, chip, tcb)).toString();
    }

    @Test
    void aVcekIsNamedByChipAndTcb() {
        assertThat(vcek(SnpProduct.GENOA, CHIP, new TcbVersion(TcbLayout.MILAN_GENOA, 0, 1, 2, 3, 4)))
                .isEqualTo("https://kdsintf.amd.com/vcek/v1/Genoa/" + "ab".repeat(64)
                        + "?blSPL=1&teeSPL=2&snpSPL=3&ucodeSPL=4");
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 64})
    void aTurinVcekIsNamedByEightBytesAndHasAnFmc(int idSize) {
        assertThat(vcek(SnpProduct.TURIN, CHIP.slice(0, idSize), new TcbVersion(TcbLayout.TURIN, 5, 1, 2, 3, 4)))
                .isEqualTo("https://kdsintf.amd.com/vcek/v1/Turin/abababababababab"
                        + "?fmcSPL=5&blSPL=1&teeSPL=2&snpSPL=3&ucodeSPL=4");
    }

    @Test
    void numbersAreDecimalAndNotPadded() {
        assertThat(vcek(SnpProduct.MILAN, CHIP, new TcbVersion(TcbLayout.MILAN_GENOA, 0, 2, 0, 5, 213)))
                .endsWith("?blSPL=2&teeSPL=0&snpSPL=5&ucodeSPL=213");
    }

    @ParameterizedTest
    @CsvSource({"MILAN,VCEK,/vcek/v1/Milan", "GENOA,VLEK,/vlek/v1/Genoa", "TURIN,VCEK,/vcek/v1/Turin"})
    void chainsAndListsAreNamedByLineAndKey(SnpProduct product, SigningKey key, String path) {
        assertThat(AMD.of(new AmdItem.IssuerChain(product, key)))
                .hasToString("https://kdsintf.amd.com" + path + "/cert_chain");
        assertThat(AMD.of(new AmdItem.RevocationList(product, key)))
                .hasToString("https://kdsintf.amd.com" + path + "/crl");
    }

    @ParameterizedTest
    @CsvSource({
        "https://mirror.example, https://mirror.example",
        "https://mirror.example:8443/, https://mirror.example:8443",
        "https://mirror.example/vcek/v1, https://mirror.example",
        "https://mirror.example/amd/vcek/v1/, https://mirror.example/amd",
        "https://mirror.example/a%20b//, https://mirror.example/a%20b",
        "http://127.0.0.1:81/vlek/v1, http://127.0.0.1:81",
    })
    void aMirrorIsNamedWithOrWithoutThePathOfTheInterface(String address, String base) {
        assertThat(KdsAddress.of(address, false).base()).isEqualTo(base);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://kdsintf.amd.com",
                "http://localhost.example",
                "ftp://kdsintf.amd.com",
                "kdsintf.amd.com",
                "https://user@kdsintf.amd.com",
                "https://kdsintf.amd.com?x",
                "https://kdsintf.amd.com#x",
                "https:///vcek/v1"
            })
    void whatIsNotAnHttpsAddressIsRefused(String address) {
        KdsClientBuilder builder = KdsClient.at(address, InstantSource.system());

        assertThatThrownBy(builder::requireAddress).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(builder::build).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void plainHttpNeedsToBeAllowedByName() {
        assertThat(KdsClient.at("http://mirror.example", InstantSource.system())
                        .insecureAllowHttp()
                        .build()
                        .source())
                .isEqualTo("http://mirror.example");
        assertThat(KdsClient.amd(InstantSource.system()).build().source()).isEqualTo("https://kdsintf.amd.com");
    }

    @Test
    void anItemIsOfItsLine() {
        TcbVersion genoa = new TcbVersion(TcbLayout.MILAN_GENOA, 0, 1, 2, 3, 4);

        assertThatThrownBy(() -> new AmdItem.Vcek(SnpProduct.TURIN, CHIP, genoa))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AmdItem.Vcek(SnpProduct.GENOA, CHIP.slice(0, 8), genoa))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
