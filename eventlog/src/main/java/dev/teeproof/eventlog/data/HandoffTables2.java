package dev.teeproof.eventlog.data;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.Printable;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.eventlog.data.HandoffTables.Table;
import java.util.List;

/**
 * Which tables firmware handed over, with a description: {@code TdxTable} in a TD. EV_EFI_HANDOFF_TABLES2.
 *
 * <pre>
 * offset  size  field
 *      0     1  TableDescriptionSize
 *      1     n  TableDescription     text, with or without NUL
 *    1+n     8  NumberOfTables
 *    9+n   24m  TableEntry           as in {@link HandoffTables}
 * </pre>
 *
 * @param description without its NUL
 * @see "TCG PC Client Platform Firmware Profile, section 10.2.6 (UEFI_HANDOFF_TABLE_POINTERS2)"
 */
public record HandoffTables2(String description, List<Table> tables) implements EventData {

    public HandoffTables2 {
        tables = List.copyOf(tables);
    }

    static HandoffTables2 read(ByteReader in) throws MalformedEvidenceException {
        String description = FirmwareBlob2.description(in, "tableDescription");
        HandoffTables2 read = new HandoffTables2(description, HandoffTables.tables(in));
        in.end();
        return read;
    }

    @Override
    public String text() {
        return Printable.of(description) + ": " + tables.size() + " tables";
    }

    @Override
    public JsonObject toJson() {
        return Fields.of("handoff_tables2")
                .text("description", description)
                .list("tables", tables, Table::toJson)
                .toJson();
    }
}
