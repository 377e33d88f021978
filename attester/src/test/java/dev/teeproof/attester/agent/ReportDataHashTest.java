package dev.teeproof.attester.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.teeproof.attester.rpc.RpcException;
import dev.teeproof.codec.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportDataHashTest {

    private static final Bytes CONTENT = Bytes.utf8("test content");

    @Test
    void theDefaultIsDstacksVector() throws Exception {
        assertThat(ReportDataHash.of("")).isEqualTo(ReportDataHash.SHA512);
        assertThat(ReportDataHash.SHA512.reportData("app-data", CONTENT))
                .isEqualTo(Bytes.hex("7ea0b744ed5e9c0c83ff9f575668e1697652cd349f2027cdf26f918d4c53e8cd"
                        + "50b5ea9b449b4c3d50e20ae00ec29688d5a214e8daff8a10041f5d624dae8a01"));
    }

    @Test
    void aPrefixThatEndsInAColonHasTwo() throws Exception {
        assertThat(ReportDataHash.SHA512.reportData("app-data:", CONTENT))
                .isEqualTo(ReportDataHash.SHA512.reportData("app-data", Bytes.utf8(":test content")));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "sha256, 32",
        "sha384, 48",
        "sha512, 64",
        "sha3-256, 32",
        "sha3-384, 48",
        "sha3-512, 64",
        "keccak256, 32",
        "keccak384, 48",
        "keccak512, 64",
    })
    void shorterHashesHaveZerosBehind(String name, int size) throws Exception {
        Bytes reportData = ReportDataHash.of(name).reportData("a", CONTENT);

        assertThat(reportData.size()).isEqualTo(64);
        assertThat(reportData.slice(0, size).isZero()).isFalse();
        assertThat(reportData.slice(size, 64)).isEqualTo(Bytes.zeros(64 - size));
        assertThat(ReportDataHash.of(name).text()).isEqualTo(name);
    }

    /** Of {@code app-data:test content}, as Python's hashlib and the noble hashes compute them. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "sha3-256, bb98d4376d590cb17968d89250ac8f3d6241c9267d74995121a60766d0a6c665",
        "keccak256, 71d9e489e5d4046e8c1a5ef5137a88d940c77db95de9a5eadcde469c4fc50c29",
        "keccak384, 7a3b8109c495156d961a50e283f832b6e493c1d2e485030ff81978e5c7b296ad0a0be7a9db3c6b22ba4bf367d40c0b0f",
        "keccak512, cdf84b140204fe2ab9fe3951887170ddc9e14715b3e70ec9bed03ea72861d3687a684d4da336ca3154c8c9ae426a5afdd97b5ddef4f50a7d4657854f96b1a3e3",
    })
    void keccakIsNotSha3(String name, String digest) throws Exception {
        assertThat(ReportDataHash.of(name).reportData("app-data", CONTENT).toHex())
                .startsWith(digest);
    }

    @Test
    void rawReportDataHasAll64Bytes() throws Exception {
        Bytes whole = Bytes.ofRepeated(7, 64);

        assertThat(ReportDataHash.RAW.reportData("ignored", whole)).isEqualTo(whole);
        assertThat(catchThrowableOfType(RpcException.class, () -> ReportDataHash.RAW.reportData("", Bytes.zeros(63)))
                        .words())
                .isEqualTo("invalid content length");
        assertThat(catchThrowableOfType(RpcException.class, () -> ReportDataHash.RAW.reportData("", Bytes.zeros(65)))
                        .words())
                .isEqualTo("invalid content length");
    }

    @Test
    void anotherAlgorithmIsRefused() {
        assertThat(catchThrowableOfType(RpcException.class, () -> ReportDataHash.of("md5"))
                        .words())
                .isEqualTo("invalid hash algorithm");
    }
}
