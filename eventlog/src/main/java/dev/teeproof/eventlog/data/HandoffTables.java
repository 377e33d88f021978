package dev.teeproof.eventlog.data;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * Which tables firmware handed over to the operating system. EV_EFI_HANDOFF_TABLES; the digest is of the tables.
 *
 * <pre>
 * offset  size  field
 *      0     8  NumberOfTables
 *      8   24n  TableEntry       VendorGuid, 16 bytes, and VendorTable, 8 bytes
 * </pre>
 *
 * @see "TCG PC Client Platform Firmware Profile, section 10.2.4 (UEFI_HANDOFF_TABLE_POINTERS)"
 */
public record HandoffTables(List<Table> tables) implements EventData {

    private static final int ENTRY = 24;

    /**
     * One table.
     *
     * @param pointer physical address, unsigned 64 bits
     */
    public record Table(EfiGuid vendor, long pointer) {

        JsonObject toJson() {
            return new Fields()
                    .text("vendor", vendor.toString())
                    .u64("pointer", pointer)
                    .toJson();
        }
    }

    public HandoffTables {
        tables = List.copyOf(tables);
    }

    static HandoffTables read(ByteReader in) throws MalformedEvidenceException {
        HandoffTables read = new HandoffTables(tables(in));
        in.end();
        return read;
    }

    static List<Table> tables(ByteReader in) throws MalformedEvidenceException {
        int at = in.position();
        long count = in.u64le("numberOfTables");
        if (Long.compareUnsigned(count, in.remaining() / ENTRY) > 0) {
            throw in.fault(Malformation.TRUNCATED, "numberOfTables", at, "as many tables as it says");
        }
        List<Table> tables = new ArrayList<>((int) count);
        for (long i = 0; i < count; i++) {
            tables.add(new Table(EfiGuid.read(in, "vendorGuid"), in.u64le("vendorTable")));
        }
        return tables;
    }

    @Override
    public String text() {
        return tables.size() + " tables";
    }

    @Override
    public JsonObject toJson() {
        return Fields.of("handoff_tables").list("tables", tables, Table::toJson).toJson();
    }
}
