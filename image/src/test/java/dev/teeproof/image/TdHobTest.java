package dev.teeproof.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Digests of 2048 MiB and 16 and 64 GiB of layout A and of 1024 MiB of layout B are those that real machines measured. */
class TdHobTest {

    private static final long MIB = 1 << 20;

    private static final String LAYOUT_A = "80100904000609020b021010";
    private static final String LAYOUT_B = "80100904000609020b02110f";

    @ParameterizedTest(name = "layout A, {0} MiB")
    @CsvSource({
        "1024, 440, 1055c9b9a1fc534e688560e2304e18c8597b7261818cf61fb163d40c130547309b750575947a4dcaedbdce4b8d0535f2",
        "2048, 440, 0b8772e5b0b41b83e6044a68397e02f49fb47066b4fbe4917ea2c45c64f323fdacbb37948f821ebaf8bc9c938ba8a749",
        "2815, 440, 51d4fd91da99cc87d6826bd6177fe8c74790b01b6a315d7ca2639d9d1df9e7835a2251b8e69ecef132b6b0302040f25e",
        "2816, 488, 8eb1a02074362aa0761541cdb4dc3f1788dfeb4538803b241477848e26de294dbe917ab56c5628732679b3abc168c2de",
        "16384, 488, cd2312a0d87ef3c4a928df87088969a80b33d7bf3fc584bdde637b09ed808a8d821a56b78a13a6eb506db7578444abbe",
        "65536, 488, 8ae1e425351df7992c444586eff99d35af3b779aa2b0e981cb4b73bc5b279f2ade19b6a62a203fc3c3bbdaae80af596d",
    })
    void theListOfPresentFirmwareIsTheGoldenOne(long mebibytes, int size, String sha384) throws Exception {
        assertList(LAYOUT_A, mebibytes, size, sha384);
    }

    @ParameterizedTest(name = "layout B, {0} MiB")
    @CsvSource({
        "1024, 440, 2b630fa1d8fa9b6e8c6507d2256803ed227888f7d1f62ca5cfbddfe495338b1c6a0fc339ea64700f0835c0897a662789",
        "2048, 440, 0e35f1b315ba6c912cf791e5c79dd9d3a2b8704516aa27d4e5aa78fb09ede04aef2bbd02ac7a8734c48562b9c26ba35d",
        "2815, 440, 401647c04de8a94d8a34e9a1aa66339bff0fb0471b10634e7b464cd076613e77e589fde0cc133d9acbce711de7f1a58b",
        "2816, 488, 3d4bd514230f69783c7318328fb67e634a5e765235761ca199ff128ef1431b7d0140b08a659f8234e26ccf804bf22538",
        "16384, 488, 794385a0fd4ad1933f2f10bc019228fe275b82a90d9cd73a0561ba3b3cc7ecfae40b1771fd78dc19a34a094bd4a5286b",
        "65536, 488, 519245d8b6b54b48b57143e6647d41e5e6f3b4ef10a73c95be4d9a9c0f54115b707e7af5e38f7be6852229b18573690d",
    })
    void theListOfOlderFirmwareIsTheGoldenOne(long mebibytes, int size, String sha384) throws Exception {
        assertList(LAYOUT_B, mebibytes, size, sha384);
    }

    @Test
    void theLastRangeIsUnacceptedEvenWhereTheFirmwareAcceptsIt() throws Exception {
        assertThat(TdHob.digest(TdHobWitness.read(Bytes.hex(LAYOUT_A)), 0x810000))
                .isEqualTo(
                        Bytes.hex(
                                "ef05f61cece14597597b59ba5ffcc3344f1fb155f46066c925b944d06d57fac9a66b67928537decf8848a48899a485e3"));
    }

    @Test
    void theListOfTwoGibibytesReadsAsTheWorkedExample() throws Exception {
        ByteReader in = ByteReader.of(TdHob.bytes(TdHobWitness.read(Bytes.hex(LAYOUT_A)), 2048 * MIB), "td_hob");

        assertThat(in.take("phit", 48))
                .isEqualTo(Bytes.concat(Bytes.hex("01003800000000000900000000000000"), Bytes.zeros(32)));
        assertThat(in.u64le("end")).isEqualTo(0x8091c0L);
        assertResource(in, 7, 0, 0x800000);
        assertResource(in, 0, 0x800000, 0x6000);
        assertResource(in, 7, 0x806000, 0x3000);
        assertResource(in, 0, 0x809000, 0x2000);
        assertResource(in, 0, 0x80b000, 0x2000);
        assertResource(in, 7, 0x80d000, 0x3000);
        assertResource(in, 0, 0x810000, 0x10000);
        assertResource(in, 7, 0x820000, 0x7f7e0000L);
        in.end();
    }

    @Test
    void fromTheSplitOnMemoryBeyondTwoGibibytesLiesAboveFour() throws Exception {
        Bytes list = TdHob.bytes(TdHobWitness.read(Bytes.hex(LAYOUT_A)), 2816 * MIB);
        ByteReader in = ByteReader.of(list.slice(488 - 96, 488), "tail");

        assertResource(in, 7, 0x820000, 0x7f7e0000L);
        assertResource(in, 7, 0x1_0000_0000L, 0x3000_0000L);
        in.end();
    }

    private static void assertResource(ByteReader in, long type, long start, long length) throws Exception {
        assertThat(in.take("header", 24)).isEqualTo(Bytes.concat(Bytes.hex("0300300000000000"), Bytes.zeros(16)));
        assertThat(in.u32le("type")).isEqualTo(type);
        assertThat(in.u32le("attributes")).isEqualTo(7);
        assertThat(in.u64le("start")).isEqualTo(start);
        assertThat(in.u64le("length")).isEqualTo(length);
    }

    private static void assertList(String layout, long mebibytes, int size, String sha384) throws Exception {
        TdHobWitness witness = TdHobWitness.read(Bytes.hex(layout));

        assertThat(TdHob.bytes(witness, mebibytes * MIB).size()).isEqualTo(size);
        assertThat(TdHob.digest(witness, mebibytes * MIB)).isEqualTo(Bytes.hex(sha384));
    }
}
