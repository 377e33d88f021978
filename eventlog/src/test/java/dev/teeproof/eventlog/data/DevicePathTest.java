package dev.teeproof.eventlog.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformationCode;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.eventlog.model.LogLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DevicePathTest {

    private static final String END = "7fff0400";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1|1|021f|Pci(0x1f,0x2)",
                "1|1|02|HardwarePath(1,02)",
                "1|4|61dfe48bca93d211aa0d00e098032b8c|VenHw(8BE4DF61-93CA-11D2-AA0D-00E098032B8C)",
                "1|4|61dfe48bca93d211aa0d00e098032b8c0102|VenHw(8BE4DF61-93CA-11D2-AA0D-00E098032B8C,0102)",
                "2|1|d041030a00000000|PciRoot(0x0)",
                "2|1|d041080a01000000|PcieRoot(0x1)",
                "2|1|d041040601000000|Floppy(0x1)",
                "2|1|d041010502000000|Serial(0x2)",
                "2|1|d0410a0203000000|Acpi(PNP020A,0x3)",
                "2|1|0102030403000000|Acpi(0x04030201,0x3)",
                "2|3|00000000|AcpiPath(3,00000000)",
                "3|1|01000300|Ata(Secondary,Master,0x3)",
                "3|2|03000100|Scsi(0x3,0x1)",
                "3|5|0102|USB(0x1,0x2)",
                "3|10|61dfe48bca93d211aa0d00e098032b8cff|VenMsg(8BE4DF61-93CA-11D2-AA0D-00E098032B8C,ff)",
                "3|11|001320f5fa7700000000000000000000000000000000000000000000000000" + "0001|MAC(001320f5fa77,0x1)",
                "3|12|c0a80001c0a80064000080bc0600010a0000fffffff000"
                        + "|IPv4(192.168.0.100,TCP,Static,192.168.0.1,10.0.0.255,255.255.240.0)",
                "3|12|c0a80001c0a80064000080bc110000|IPv4(192.168.0.100,UDP,DHCP,192.168.0.1)",
                "3|13|fe80000000000000000000000000000120010db8000000000000000000000002000000001100"
                        + "0040fe8000000000000000000000000000ff"
                        + "|IPv6(2001:0db8:0000:0000:0000:0000:0000:0002,UDP,Static,"
                        + "fe80:0000:0000:0000:0000:0000:0000:0001,fe80:0000:0000:0000:0000:0000:0000:00ff,64)",
                "3|18|0100ffff0000|Sata(0x1,0xffff,0x0)",
                "3|21|0000000000010203040506070001020304050607" + "|FibreEx(0x0001020304050607,0x0001020304050607)",
                "3|23|01000000112233445566778a|NVMe(0x1,8a-77-66-55-44-33-22-11)",
                "3|24|68747470733a2f2f612f62|Uri(https://a/b)",
                "3|20|0100|Msg(20,0100)",
                "4|1|0f000000002800000000000000500300000000005e27f1007553d5439eb5de2add4c99320202"
                        + "|HD(15,GPT,00F1275E-5375-43D5-9EB5-DE2ADD4C9932,0x2800,0x35000)",
                "4|1|01000000000800000000000000e02e0000000000431202a00000000000000000000000000101"
                        + "|HD(1,MBR,0xa0021243,0x800,0x2ee000)",
                "4|2|0000000010000000000000002000000000000000|CDROM(0x0,0x10,0x20)",
                "4|3|72f728144ab61e44b8c39ebdd7f893c7|VenMedia(1428F772-B64A-441E-B8C3-9EBDD7F893C7)",
                "4|4|6b00650072006e0065006c000000|kernel",
                "4|4|6b00ff|MediaPath(4,6b00ff)",
                "4|6|61dfe48bca93d211aa0d00e098032b8c|FvFile(8BE4DF61-93CA-11D2-AA0D-00E098032B8C)",
                "4|7|61dfe48bca93d211aa0d00e098032b8c|Fv(8BE4DF61-93CA-11D2-AA0D-00E098032B8C)",
                "4|8|0000000000100000000000000020000000000000|Offset(0x1000,0x2000)",
                "4|9|00|MediaPath(9,00)",
                "5|1|800001004142430000|BBS(0x80,ABC,0x1)",
                "5|1|020000004100|BBS(HD,A,0x0)",
                "5|2|00|BbsPath(2,00)",
                "9|7|0102|Path(9,7,0102)"
            })
    void nodeIsWrittenAsTheSpecificationHasIt(int type, int subType, String hex, String text) throws Exception {
        Bytes data = Bytes.hex(hex);

        assertThat(path(node(type, subType, data), Bytes.hex(END)).text()).isEqualTo(text);
    }

    @Test
    void instancesStandOneBehindAnother() throws Exception {
        Bytes pci = node(1, 1, Bytes.of(0, 1));

        DevicePath path = path(pci, Bytes.hex("7f010400"), pci, pci, Bytes.hex(END));

        assertThat(path.text()).isEqualTo("Pci(0x1,0x0),Pci(0x1,0x0)/Pci(0x1,0x0)");
    }

    @Test
    void fileNamesCannotSteerATerminal() throws Exception {
        Bytes escape = node(4, 4, Bytes.hex("1b005b0032004a000000"));

        assertThat(path(escape, Bytes.hex(END)).text()).isEqualTo("\ufffd[2J");
    }

    @ParameterizedTest
    @CsvSource({
        "01010000,BAD_LENGTH",
        "01010300,BAD_LENGTH",
        "01010700021f,TRUNCATED",
        "01010600021f,TRUNCATED",
        "7fff0300,BAD_LENGTH",
        "'',TRUNCATED"
    })
    void pathThatDoesNotEndIsMalformed(String hex, Malformation code) {
        assertThat(faultOf(Bytes.hex(hex))).isEqualTo(code);
    }

    @Test
    void nodesAndBytesAreBounded() {
        Bytes nodes = Bytes.empty();
        for (int i = 0; i < 65; i++) {
            nodes = Bytes.concat(nodes, node(1, 1, Bytes.of(0, 0)));
        }

        assertThat(faultOf(Bytes.concat(nodes, Bytes.hex(END)))).isEqualTo(Malformation.LIMIT_EXCEEDED);
        assertThat(faultOf(Bytes.concat(node(4, 9, Bytes.zeros(2048)), Bytes.hex(END))))
                .isEqualTo(Malformation.LIMIT_EXCEEDED);
    }

    private static MalformationCode faultOf(Bytes path) {
        return catchThrowableOfType(MalformedEvidenceException.class, () -> path(path))
                .code();
    }

    private static DevicePath path(Bytes... nodes) throws MalformedEvidenceException {
        return DevicePath.read(ByteReader.of(Bytes.concat(nodes), "path"), LogLimits.DEFAULT);
    }

    private static Bytes node(int type, int subType, Bytes data) {
        return new ByteWriter()
                .u8(type)
                .u8(subType)
                .u16le(4 + data.size())
                .bytes(data)
                .toBytes();
    }
}
