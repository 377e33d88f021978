package dev.teeproof.eventlog.dstack.log;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.eventlog.canonical.Faults;
import dev.teeproof.eventlog.dstack.RuntimeEvent;
import dev.teeproof.eventlog.dstack.TdxEvent;
import dev.teeproof.eventlog.model.LogMalformation;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.ReadOptions;
import dev.teeproof.eventlog.model.RecordReader;
import java.util.Optional;

/**
 * Reads the file in which a dstack guest keeps its runtime events: a JSON object on each line ({@link RuntimeEvent#readJson}),
 * blank lines between allowed. All of them are of RTMR3. The digests are computed here; the file has none.
 */
public final class DstackLinesReader implements RecordReader {

    private final ReadOptions options;
    private long recnum;

    public DstackLinesReader(ReadOptions options) {
        this.options = options;
    }

    @Override
    public boolean sequential() {
        return true;
    }

    @Override
    public Optional<LogRecord> next(ByteReader in, boolean last) throws MalformedEvidenceException {
        while (in.remaining() > 0) {
            int at = in.position();
            Bytes line = line(in, last);
            if (isBlank(line)) {
                continue;
            }
            if (recnum >= options.limits().streamedRecords()) {
                throw in.fault(LogMalformation.LIMIT, "event", at, "at most " + recnum + " events");
            }
            RuntimeEvent event = read(line, at);
            LogRecord record = DstackReader.toRecord(TdxEvent.ofRuntime(event), recnum);
            recnum++;
            return Optional.of(record);
        }
        if (!last) {
            throw in.fault(Malformation.TRUNCATED, "event", "an event");
        }
        return Optional.empty();
    }

    private static RuntimeEvent read(Bytes line, int at) throws MalformedEvidenceException {
        try {
            return RuntimeEvent.readJson(Json.readObject(line, "event"));
        } catch (MalformedEvidenceException e) {
            throw Faults.within(e, at);
        }
    }

    private Bytes line(ByteReader in, boolean last) throws MalformedEvidenceException {
        // Base64 and JSON make more of the payload than it is.
        int most = 2 * options.limits().eventData();
        Bytes ahead = in.peek("event", (int) Math.min(in.remaining(), most + 1L));
        int end = ahead.indexOf('\n', 0);
        if (end < 0 && ahead.size() > most) {
            throw in.fault(LogMalformation.LIMIT, "event", "a line of at most " + most + " bytes");
        }
        if (end < 0 && !last) {
            throw in.fault(Malformation.TRUNCATED, "event", "a line feed");
        }
        Bytes line = in.take("event", end < 0 ? ahead.size() : end);
        if (end >= 0) {
            in.u8("LF");
        }
        return line;
    }

    private static boolean isBlank(Bytes line) {
        for (int i = 0; i < line.size(); i++) {
            if (line.at(i) > ' ') {
                return false;
            }
        }
        return true;
    }
}
