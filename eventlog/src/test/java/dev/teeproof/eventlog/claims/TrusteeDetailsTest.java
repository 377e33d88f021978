package dev.teeproof.eventlog.claims;

import static dev.teeproof.eventlog.model.EventType.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is peculiar to trustee, one thing at a time. */
class TrusteeDetailsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1|1|0003|Pci(0,3)",
                "2|1|d041030a00000000|ACPI(PNP0A03,0)",
                "3|5|0102|USB(1,2)",
                "3|11|001320f5fa7700000000000000000000000000000000000000000000000000000001"
                        + "|Path(3,11,001320f5fa7700000000000000000000000000000000000000000000000000000001)",
                "3|11|001320f5fa7000000000000000000000000000000000000000000000000000000001"
                        + "|Path(3,11,001320f5fa7000000000000000000000000000000000000000000000000000000001)",
                "3|11|001320f5fa77000000000000000000000000000000000000000000000000000001" + "|Mac(001320F5FA77,0x01)",
                "3|11|001320f5fa70000000000000000000000000000000000000000000000000000001" + "|Mac(001320F5FA7,0x01)",
                "3|12|0100a8c06400a8c00000bc0c0600010000000000000000|IPv4(192.168.0.100,TCP,Static,192.168.0.1)",
                "3|12|0100a8c06400a8c00000bc0c1100000100000000000000|IPv4(192.168.0.100,UDP,DHCP,192.168.0.1,1,0)",
                "3|12|0100a8c06400a8c0|Path(3,12,0100a8c06400a8c0)",
                "3|21|00010203040506070001020304050607|FibreEx(0x0001020304050607,0x0001020304050607)",
                "3|23|010000000000000000000000|Path(3,23,010000000000000000000000)",
                "4|1|0f000000002800000000000000500300000000005e27f1007553d5439eb5de2add4c99320202"
                        + "|HD(15,GPT,00F1275E-5375-43D5-9EB5-DE2ADD4C9932,0x2800,0x35000)",
                "4|1|0000000000000000000000000000000000000000000000000000000000000000000000000101"
                        + "|HD(0,MBR,0x00000000)",
                "4|3|72f728144ab61e44b8c39ebdd7f893c7|VenMedia(1428F772-B64A-441E-B8C3-9EBDD7F893C7,)",
                "4|4|6b00650072006e0065006c000000|File(kernel)",
                "4|4|6b|Path(4,4,6b)",
                "5|1|0500000000|BBS(USB,,0)",
                "5|1|f0ff000000|BBS(65520,,0)",
                "5|1|8000000041424300|BBS(DEV,ABC,0)"
            })
    void nodeHasTrusteesText(int type, int subType, String hex, String text) throws Exception {
        Bytes data = Bytes.hex(hex);
        Bytes node = new ByteWriter()
                .u8(type)
                .u8(subType)
                .u16le(4 + data.size())
                .bytes(data)
                .toBytes();
        Bytes event = new ByteWriter()
                .bytes(Bytes.zeros(24))
                .u64le(node.size() + 4L)
                .bytes(node)
                .bytes(Bytes.hex("7fff0400"))
                .toBytes();

        assertThat(details(EV_EFI_BOOT_SERVICES_APPLICATION, event)).isEqualTo("{\"device_paths\":[\"" + text + "\"]}");
    }

    @Test
    void imageWithoutPathHasNoDetails() throws Exception {
        assertThat(details(EV_EFI_BOOT_SERVICES_APPLICATION, Bytes.zeros(32))).isEqualTo("{}");
    }

    @Test
    void descriptionsLoseTheirLastByte() throws Exception {
        assertThat(details(EV_EFI_HANDOFF_TABLES2, Bytes.utf8("\tTdxTable\0"))).isEqualTo("{\"string\":\"TdxTable\"}");
        assertThat(details(EV_EFI_PLATFORM_FIRMWARE_BLOB2, Bytes.utf8("\4Fv()")))
                .isEqualTo("{\"string\":\"Fv(\"}");
    }

    @Test
    void sectionNamesLoseTheirDotAndOtherBytesBecomeHexadecimal() throws Exception {
        assertThat(details(EV_IPL, Bytes.hex("2e006c0069006e0075007800" + "0000")))
                .isEqualTo("{\"string\":\"linux\"}");
        assertThat(details(EV_IPL, Bytes.hex("ff0041"))).isEqualTo("{\"string\":\"ff0041\"}");
        assertThat(details(EV_IPL, Bytes.utf8("a\0b"))).isEqualTo("{\"string\":\"a\"}");
    }

    @Test
    void flagsLoseTheirControlCharacters() throws Exception {
        assertThat(details(EV_PLATFORM_CONFIG_FLAGS, Bytes.utf8("a\20b\0\1c"))).isEqualTo("{\"string\":\"a bc\"}");
        assertThat(details(EV_PLATFORM_CONFIG_FLAGS, Bytes.of(0x41, 0xff))).isEqualTo("{\"string\":\"\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5|5",
                "true|true",
                "null|null",
                "\"x\"|\"x\"",
                "{\"b\":1,\"a\":{\"d\":[],\"c\":2.50}}|{\"a\":{\"c\":2.50,\"d\":[]},\"b\":1}",
                "{|\"{\"",
                "two words|\"two words\""
            })
    void agentsContentIsAValueWhereItIsJson(String content, String value) throws Exception {
        String text = "d o " + content;
        Bytes event = new ByteWriter()
                .u32le(0x4141454cL)
                .u32le(text.length())
                .bytes(Bytes.utf8(text))
                .toBytes();

        assertThat(details(EV_EVENT_TAG, event))
                .startsWith("{\"data\":{\"content\":" + value + ",\"domain\":\"d\",\"operation\":\"o\"},\"string\":")
                .endsWith(",\"unicode_name\":\"AAEL\"}");
    }

    @Test
    void onlyTheFirstTagIsLookedAt() throws Exception {
        Bytes event = Bytes.concat(Bytes.hex("ec223b8f" + "03000000" + "6100ff"), Bytes.utf8("what follows"));

        assertThat(details(EV_EVENT_TAG, event)).isEqualTo("{\"string\":\"a\ufffd\"}");
    }

    private static String details(long type, Bytes data) throws Exception {
        return Json.write(TrusteeDetails.of(type, data, "details"));
    }
}
