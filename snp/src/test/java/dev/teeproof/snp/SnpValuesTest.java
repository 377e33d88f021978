package dev.teeproof.snp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.teeproof.codec.Bytes;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The small values of a report, by the tables of specification 04 sections 1.3 to 1.7. */
class SnpValuesTest {

    @ParameterizedTest
    @CsvSource({
        "0x19, 0x00, MILAN",
        "0x19, 0x01, MILAN",
        "0x19, 0x0f, MILAN",
        "0x19, 0x10, GENOA",
        "0x19, 0x11, GENOA",
        "0x19, 0x1f, GENOA",
        "0x19, 0xa0, GENOA",
        "0x19, 0xaf, GENOA",
        "0x19, 0x20,",
        "0x19, 0x9f,",
        "0x19, 0xb0,",
        "0x1a, 0x00, TURIN",
        "0x1a, 0x02, TURIN",
        "0x1a, 0x11, TURIN",
        "0x1a, 0x12,",
        "0x1a, 0x50,",
        "0x17, 0x01,"
    })
    void familyAndModelSayTheProductLine(String family, String model, SnpProduct product) {
        assertThat(SnpProduct.ofCpuid(Integer.decode(family), Integer.decode(model)))
                .isEqualTo(Optional.ofNullable(product));
    }

    @Test
    void tcbVersionsAreReadByTheLayoutOfTheLine() {
        TcbVersion milan = TcbVersion.of(TcbLayout.MILAN_GENOA, Bytes.hex("04000000000018d5"));
        TcbVersion turin = TcbVersion.of(TcbLayout.TURIN, Bytes.hex("0101010400000051"));

        assertThat(milan).isEqualTo(new TcbVersion(TcbLayout.MILAN_GENOA, 0, 4, 0, 24, 213));
        assertThat(turin).isEqualTo(new TcbVersion(TcbLayout.TURIN, 1, 1, 1, 4, 81));
        assertThat(milan.bytes()).isEqualTo(Bytes.hex("04000000000018d5"));
        assertThat(turin.bytes()).isEqualTo(Bytes.hex("0101010400000051"));
        assertThat(turin).hasToString("FMC 1, boot loader 1, TEE 1, SNP firmware 4, microcode 81");
    }

    /** As a number, the second is greater. */
    @Test
    void tcbVersionsAreComparedComponentByComponent() {
        TcbVersion one = new TcbVersion(TcbLayout.MILAN_GENOA, 0, 4, 0, 24, 100);
        TcbVersion other = new TcbVersion(TcbLayout.MILAN_GENOA, 0, 3, 0, 24, 200);

        assertThat(one.atMost(other)).isFalse();
        assertThat(other.atMost(one)).isFalse();
        assertThat(one.atMost(one)).isTrue();
        assertThat(new TcbVersion(TcbLayout.MILAN_GENOA, 0, 3, 0, 24, 100).atMost(one))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0x30000, true", "0x3001f, true", "0xb0000, true", "0x10000, false", "0x4020000, false", "0x20000, true"
    })
    void aPolicyHasBitSeventeenAndNothingAboveTwentyFive(String bits, boolean wellFormed) {
        assertThat(new GuestPolicy(Long.decode(bits)).wellFormed()).isEqualTo(wellFormed);
    }

    @ParameterizedTest
    @CsvSource({"0, VCEK", "4, VLEK", "8,", "28,", "1, VCEK", "2, VCEK"})
    void keyInfoSaysWhoSigned(int bits, SigningKey key) {
        assertThat(new KeyInfo(bits).signingKey()).isEqualTo(Optional.ofNullable(key));
        assertThat(new KeyInfo(bits).wellFormed()).isTrue();
        assertThat(new KeyInfo(bits | 0x20).wellFormed()).isFalse();
    }

    @Test
    void platformBitsThatAreNotKnownAreShown() {
        assertThat(new PlatformInfo(0x67))
                .hasToString("SMT, TSME, ECC memory, memory aliases checked since the last reset, unknown bits 40");
        assertThat(new PlatformInfo(0)).hasToString("nothing");
    }

    @Test
    void aLeastTcbIsReachedInEachComponentThatItNames() {
        LeastTcb least = LeastTcb.of("snp=23,bl=4").orElseThrow();

        assertThat(least.svns()).isEqualTo(Map.of(TcbVersion.Component.SNP, 23, TcbVersion.Component.BOOT_LOADER, 4));
        assertThat(least).hasToString("bl=4,snp=23");
        assertThat(least.isReachedBy(new TcbVersion(TcbLayout.MILAN_GENOA, 0, 4, 0, 23, 0)))
                .isTrue();
        assertThat(least.isReachedBy(new TcbVersion(TcbLayout.MILAN_GENOA, 0, 255, 255, 22, 255)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "snp", "snp=", "snp=256", "snp=-1", "SNP=1", "snp=1,snp=2", "snp=1,", "firmware=1"})
    void aLeastTcbOfAnotherFormIsRefused(String text) {
        assertThat(LeastTcb.of(text)).isEmpty();
    }

    @Test
    void numbersOutOfAByteAreNoTcb() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TcbVersion(TcbLayout.TURIN, 0, 256, 0, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new TcbVersion(TcbLayout.TURIN, 0, 0, 0, 0, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> new TcbVersion(TcbLayout.MILAN_GENOA, 1, 0, 0, 0, 0));
    }
}
