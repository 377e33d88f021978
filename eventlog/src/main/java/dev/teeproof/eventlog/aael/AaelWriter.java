package dev.teeproof.eventlog.aael;

import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.eventlog.model.Content.PcClient;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.tcg.Event2;
import java.util.List;

/** Writes what {@link AaelReader} reads. */
public final class AaelWriter {

    private AaelWriter() {}

    /** @throws IllegalArgumentException for a record that is no event of the attestation agent */
    public static Bytes write(List<LogRecord> records) {
        ByteWriter out = new ByteWriter();
        for (LogRecord record : records) {
            if (!(record.content() instanceof PcClient event) || !AaelEvent.isIn(event)) {
                throw new IllegalArgumentException("not an event of the attestation agent: " + record);
            }
            Event2.write(record, out);
        }
        return out.toBytes();
    }
}
