package dev.teeproof.image.sev;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VmsaPageTest {

    @ParameterizedTest(name = "{0}, features {1}")
    @CsvSource({
        "EPYC-v4, 1, 77920c4c629ff47e90c0e174fc1ad0eb6fa664f88cd4739488058a8c6cb1a77b3856f55378e9518d0da99452d51c553a",
        "EPYC-v4, 0, 69c94ea0886388820b7d37645642a46a4751bf5209f779d6a05337d11698a66cb6021b9aeacaad1bb92475944344f6f8",
        "EPYC-v4, 33, ae79efa6efbe1594a2717dfd42af495a0e4ed37b00e529a5fdf349bea04c3513962ffb0c74cf65b0d9a1857271833d6e",
        "EPYC-Milan, 1, 728af287318db5f3fc4d2357a969483c4225956dc555b514a78d64ee372112d13b3dca8afd02cdbd1c55697d8ce087f5",
        "EPYC-Genoa, 1, 7d39672d1b8a3e38353a8eef23af9a14a850be7b9c80bd29898aff5cd2386719e5ce72ad660a022def56b15e5e0f899e",
    })
    void theFirstVcpu(String type, long features, String sha384) throws Exception {
        assertThat(Digest.SHA_384.of(VmsaPage.boot(CpuType.named(type, "type"), features)))
                .isEqualTo(Bytes.hex(sha384));
    }

    @Test
    void anotherVcpuBeginsWhereTheFirmwareSays() throws Exception {
        Bytes page = VmsaPage.of(0x80b004, CpuType.named("EPYC-v4", "type"), 1);

        assertThat(Digest.SHA_384.of(page))
                .isEqualTo(
                        Bytes.hex(
                                "8413b852790765a310d95867a8b00bfca3a802b5a80830044b45e253fe96222657e11e53fcf63eb0e0afd722385bf7b4"));
        assertThat(page.slice(0x18, 0x20)).isEqualTo(Bytes.hex("0000800000000000"));
        assertThat(page.slice(0x178, 0x180)).isEqualTo(Bytes.hex("04b0000000000000"));
    }

    @Test
    void typesDifferInRdxAlone() {
        Bytes one = VmsaPage.boot(new CpuType(0), 1);
        Bytes other = VmsaPage.boot(new CpuType(0xffff_ffffL), 1);

        assertThat(IntStream.range(0, 4096)
                        .filter(i -> one.at(i) != other.at(i))
                        .toArray())
                .containsExactly(0x310, 0x311, 0x312, 0x313);
    }

    @Test
    void featuresHave64Bits() {
        assertThat(VmsaPage.boot(new CpuType(0), 0x8000_0000_0000_0021L).slice(0x3b0, 0x3b8))
                .isEqualTo(Bytes.hex("2100000000000080"));
    }
}
