package dev.teeproof.eventlog.dstack.log;

import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonArray;
import dev.teeproof.eventlog.dstack.TdxEvent;
import dev.teeproof.eventlog.model.Content.Dstack;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.RegisterIndex.Rtmr;
import java.util.List;

/** Writes what {@link DstackReader} and {@link DstackLinesReader} read. */
public final class DstackWriter {

    private DstackWriter() {}

    /**
     * A JSON array.
     *
     * @throws IllegalArgumentException for a record that is no event of dstack's
     */
    public static Bytes write(List<LogRecord> records) {
        return Bytes.utf8(Json.write(JsonArray.of(
                records.stream().map(DstackWriter::event).map(TdxEvent::toJson).toList())));
    }

    /**
     * A line for each event. Supplied preimages and digests are not written: the file has none.
     *
     * @throws IllegalArgumentException for a record that is no runtime event of dstack's
     */
    public static Bytes writeLines(List<LogRecord> records) {
        ByteWriter out = new ByteWriter();
        for (LogRecord record : records) {
            TdxEvent event = event(record);
            if (!event.isRuntime()) {
                throw new IllegalArgumentException("no runtime event: " + record);
            }
            out.bytes(Bytes.utf8(Json.write(event.toRuntime().toJson()))).u8('\n');
        }
        return out.toBytes();
    }

    /** The event that a record of this format is. */
    public static TdxEvent event(LogRecord record) {
        if (!(record.content() instanceof Dstack content) || !(record.register() instanceof Rtmr register)) {
            throw new IllegalArgumentException("no event of dstack's: " + record);
        }
        return new TdxEvent(
                register.number(),
                content.eventType(),
                record.digest(HashAlgorithm.SHA384).orElse(Bytes.empty()),
                content.event(),
                content.payload(),
                content.version(),
                content.preimage());
    }
}
