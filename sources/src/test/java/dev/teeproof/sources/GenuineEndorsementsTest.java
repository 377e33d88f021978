package dev.teeproof.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.conformance.Conformance;
import dev.teeproof.crypto.SignatureVerifier;
import dev.teeproof.dcap.Collateral;
import dev.teeproof.dcap.PckCa;
import dev.teeproof.dcap.Tee;
import dev.teeproof.dcap.TrustAnchors;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may get into a cache, and under which name. */
class GenuineEndorsementsTest {

    static List<IntelItem> items() {
        return Simulated.items();
    }

    @ParameterizedTest
    @MethodSource("items")
    void whatTheMachinesRootVouchesForIsGenuine(IntelItem item) {
        assertThat(Simulated.genuine().trouble(item, Simulated.endorsement(item, 0)))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("items")
    void underAnotherRootItIsNot(IntelItem item) {
        GenuineEndorsements intel = GenuineEndorsements.of(TrustAnchors.intel(), SignatureVerifier.ofPlatform());
        assertThat(intel.trouble(item, Simulated.endorsement(item, 0))).isPresent();
    }

    @ParameterizedTest
    @MethodSource("items")
    void underAnotherItemItIsNot(IntelItem item) {
        for (IntelItem other : Simulated.items()) {
            assertThat(Simulated.genuine()
                            .trouble(other, Simulated.endorsement(item, 0))
                            .isEmpty())
                    .as("%s as %s", item, other)
                    .isEqualTo(item.equals(other));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "sgx-00a067110000.json, SGX, 00a067110000, PROCESSOR",
        "tdx-00806f050000.json, TDX, 00806f050000, PLATFORM",
        "tdx-50806f000000-2023.json, TDX, 50806f000000, PLATFORM",
        "tdx-90c06f000000-2026-02.json, TDX, 90c06f000000, PLATFORM",
        "tdx-90c06f000000-2026-04.json, TDX, 90c06f000000, PLATFORM",
        "tdx-b0c06f000000.json, TDX, b0c06f000000, PLATFORM"
    })
    void realCollateralIsGenuineForItsPlatformAlone(String file, Tee tee, String fmspc, PckCa ca) throws Exception {
        GenuineEndorsements intel = GenuineEndorsements.of(TrustAnchors.intel(), SignatureVerifier.ofPlatform());
        Collateral real = Collateral.readContainer(Bytes.copyOf(Conformance.bytes("dcap/collateral/" + file)), file);
        IntelItem tcbInfo = new IntelItem.TcbInfo(tee, Bytes.hex(fmspc), IntelItem.Update.STANDARD);
        PckCa otherCa = ca == PckCa.PLATFORM ? PckCa.PROCESSOR : PckCa.PLATFORM;

        assertThat(intel.trouble(tcbInfo, Simulated.endorsement(tcbInfo, real))).isEmpty();
        for (IntelItem item : List.of(
                new IntelItem.QeIdentity(tee, IntelItem.Update.STANDARD),
                new IntelItem.PckCrl(ca),
                new IntelItem.RootCaCrl())) {
            assertThat(intel.trouble(item, Simulated.endorsement(item, real))).isEmpty();
        }
        IntelItem crl = new IntelItem.PckCrl(otherCa);
        assertThat(intel.trouble(crl, Simulated.endorsement(crl, real))).isPresent();
        IntelItem other = new IntelItem.TcbInfo(tee, Bytes.hex("0123456789ab"), IntelItem.Update.STANDARD);
        assertThat(intel.trouble(other, Simulated.endorsement(other, real))).isPresent();
    }
}
