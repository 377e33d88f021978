package dev.teeproof.eventlog.nelr;

import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.eventlog.model.Content.NelrLine;
import dev.teeproof.eventlog.model.LogFrame;
import dev.teeproof.eventlog.model.LogFrame.Nelr.Remark;
import dev.teeproof.eventlog.model.LogRecord;
import java.util.List;

/** Writes what {@link NelrReader} reads: every line with a line feed, comments where they stood. */
public final class NelrWriter {

    private NelrWriter() {}

    /** @throws IllegalArgumentException for a record that is not a line of a native event log */
    public static Bytes write(LogFrame frame, List<LogRecord> records) {
        List<Remark> remarks = frame instanceof LogFrame.Nelr nelr ? nelr.remarks() : List.of();
        ByteWriter out = new ByteWriter();
        int remark = 0;
        for (int i = 0; i < records.size(); i++) {
            for (; remark < remarks.size() && remarks.get(remark).before() <= i; remark++) {
                out.bytes(remarks.get(remark).line()).u8('\n');
            }
            if (!(records.get(i).content() instanceof NelrLine record)) {
                throw new IllegalArgumentException("not a line: " + records.get(i));
            }
            out.bytes(record.line()).u8('\n');
        }
        for (; remark < remarks.size(); remark++) {
            out.bytes(remarks.get(remark).line()).u8('\n');
        }
        return out.toBytes();
    }
}
