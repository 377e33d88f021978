package dev.teeproof.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.snp.CertificateTable;

/** {@link CertificateTable#read}, and the table written again with its data in order. */
class CertificateTableFuzzTest {

    private static final int ENTRY = 24;

    @FuzzTest(maxDuration = Reading.DURATION)
    void read(byte[] input) {
        Reading.of(input, CertificateTable::read).ifPresent(table -> {
            if (written(table).size() <= CertificateTable.MAX_SIZE) {
                Reading.same(table, Reading.again(written(table), CertificateTable::read));
            }
            table.entries()
                    .forEach(entry -> Reading.same(table.data(entry.guid()).orElseThrow(), entry.data()));
        });
    }

    /** Data of entries may overlap where they were read from; here they do not. */
    private static Bytes written(CertificateTable table) {
        ByteWriter entries = new ByteWriter();
        ByteWriter data = new ByteWriter();
        long offset = (table.entries().size() + 1L) * ENTRY;
        for (CertificateTable.Entry entry : table.entries()) {
            entries.bytes(entry.guid()).u32le(offset).u32le(entry.data().size());
            data.bytes(entry.data());
            offset += entry.data().size();
        }
        return Bytes.concat(entries.bytes(Bytes.zeros(ENTRY)).toBytes(), data.toBytes());
    }
}
