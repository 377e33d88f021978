package dev.teeproof.eventlog.tcg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.eventlog.model.LogLimits;
import dev.teeproof.eventlog.model.LogMalformation;
import org.junit.jupiter.api.Test;

class CcelTableTest {

    private static Bytes table(int type, long laml) {
        Bytes without = new ByteWriter()
                .bytes(Bytes.utf8("CCEL"))
                .u32le(56)
                .u8(1)
                .u8(0)
                .bytes(Bytes.utf8("INTEL EDK2    "))
                .u32le(2)
                .bytes(Bytes.utf8("    "))
                .u32le(0x01000013)
                .u8(type)
                .u8(0)
                .u16le(0)
                .u64le(laml)
                .u64le(0x7d649000L)
                .toBytes();
        int sum = 0;
        for (int i = 0; i < without.size(); i++) {
            sum += without.at(i);
        }
        return Bytes.concat(without.slice(0, 9), Bytes.of(-sum), without.slice(10, 56));
    }

    private static void refuses(Bytes table, LogMalformation code, long offset) {
        assertThatThrownBy(() -> CcelTable.read(table, LogLimits.DEFAULT))
                .isInstanceOfSatisfying(MalformedEvidenceException.class, fault -> {
                    assertThat(fault.code()).isEqualTo(code);
                    assertThat(fault.offset()).isEqualTo(offset);
                });
    }

    @Test
    void theTableSaysWhereTheLogLies() throws Exception {
        Bytes bytes = table(2, 65536);

        assertThat(bytes.at(9))
                .as("the checksum of a real table with these values")
                .isEqualTo(0x84);
        assertThat(CcelTable.read(bytes, LogLimits.DEFAULT))
                .isEqualTo(new CcelTable(
                        1, Bytes.utf8("INTEL "), Bytes.utf8("EDK2    "), CcelTable.TDX, 0, 65536, 0x7d649000L));
    }

    @Test
    void everythingThatCanBeCheckedIs() {
        Bytes good = table(2, 65536);
        refuses(Bytes.concat(Bytes.utf8("CCEM"), good.slice(4, 56)), LogMalformation.BAD_HEADER, 0);
        refuses(Bytes.concat(good, Bytes.of(0)), LogMalformation.BAD_HEADER, 4);
        refuses(Bytes.concat(good.slice(0, 55), Bytes.of(1)), LogMalformation.BAD_HEADER, 9);
        refuses(table(3, 65536), LogMalformation.BAD_HEADER, 36);
        refuses(table(2, (16L << 20) + 1), LogMalformation.LIMIT, 40);
        refuses(table(2, -1), LogMalformation.LIMIT, 40);
    }
}
