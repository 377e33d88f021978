package dev.teeproof.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teeproof.dcap.PckCertificateId;
import dev.teeproof.result.SourceUnavailableException;
import java.net.CookieManager;
import java.net.http.HttpClient;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses are asked, and which never. */
class PcsAddressTest {

    private static final InstantSource CLOCK = new ManualClock();

    @ParameterizedTest
    @CsvSource({
        "https://pccs.example.org:8081, https://pccs.example.org:8081/sgx/certification/v4/rootcacrl",
        "https://pccs.example.org:8081/, https://pccs.example.org:8081/sgx/certification/v4/rootcacrl",
        "https://pccs.example.org/sgx/certification/v3, https://pccs.example.org/sgx/certification/v3/rootcacrl",
        "https://pccs.example.org/tdx/certification/v4///, https://pccs.example.org/sgx/certification/v4/rootcacrl",
        "https://pccs.example.org/a/sgx/certification/v4, https://pccs.example.org/a/sgx/certification/v4/rootcacrl",
        "https://api.trustedservices.intel.com," + " https://certificates.trustedservices.intel.com/IntelSGXRootCA.der",
        "http://localhost:1, http://localhost:1/sgx/certification/v4/rootcacrl",
        "http://127.1.2.3:1, http://127.1.2.3:1/sgx/certification/v4/rootcacrl",
        "http://[::1]:1, http://[::1]:1/sgx/certification/v4/rootcacrl"
    })
    void anAddressIsCompleted(String address, String rootCaCrl) {
        assertThat(PcsAddress.of(address, false).of(new IntelItem.RootCaCrl())).hasToString(rootCaCrl);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://pccs.example.org",
                "http://127.0.0.1.example.org",
                "http://localhost.example.org",
                "ftp://pccs.example.org",
                "pccs.example.org:8081",
                "https:///x",
                "https://user:password@pccs.example.org",
                "https://pccs.example.org/?a=b",
                "https://pccs.example.org/#a",
                "https://pccs example.org"
            })
    void whatIsNotAnAddressOrNotSafeIsRefused(String address) {
        assertThatThrownBy(() -> PcsClient.at(address, CLOCK).build()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PcsClient.intel(CLOCK).rootCaCrl(address).build())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void plainHttpElsewhereHasToBeAllowedByName() {
        PcsClient client = PcsClient.at("http://pccs.example.org", CLOCK)
                .insecureAllowHttp()
                .build();
        assertThat(client.source()).isEqualTo("http://pccs.example.org");
    }

    @Test
    void aClientThatFollowsOrRemembersIsRefused() {
        PcsClientBuilder builder = PcsClient.intel(CLOCK);
        assertThatThrownBy(() -> builder.http(HttpClient.newBuilder()
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .build()))
                .hasMessageContaining("redirects");
        assertThatThrownBy(() -> builder.http(HttpClient.newBuilder()
                        .cookieHandler(new CookieManager())
                        .build()))
                .hasMessageContaining("cookies");
    }

    @Test
    void intelsServiceIsNotAskedWithoutTheEncryptedPpid() {
        PckCertificateId id = ((IntelItem.PckCertificate) Simulated.PCK_CERTIFICATE).id();
        IntelItem plain = new IntelItem.PckCertificate(
                new PckCertificateId(id.qeId(), Optional.empty(), id.cpuSvn(), id.pceSvn(), id.pceId()));

        assertThatThrownBy(() -> PcsClient.intel(CLOCK).build().fetch(plain, Simulated.AT))
                .isInstanceOf(SourceUnavailableException.class)
                .hasMessageContaining("encrypted PPID");
        assertThat(PcsAddress.of("https://pccs.example.org", false).of(plain))
                .hasToString("https://pccs.example.org/sgx/certification/v4/pckcert?qeid=" + "0".repeat(32)
                        + "&cpusvn=03030202040100050000000000000000&pcesvn=0D00&pceid=0000");
    }
}
