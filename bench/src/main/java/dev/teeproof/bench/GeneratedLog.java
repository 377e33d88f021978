package dev.teeproof.bench;

import dev.teeproof.codec.Bytes;
import dev.teeproof.crypto.Digest;
import dev.teeproof.eventlog.model.Content.PcClient;
import dev.teeproof.eventlog.model.EventDigest;
import dev.teeproof.eventlog.model.EventType;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.LogFrame;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.RegisterIndex.CcMr;
import dev.teeproof.eventlog.tcg.TcgWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Event logs of a size that no machine writes, all events with data that their digests cover. */
public enum GeneratedLog {
    /** 64 events of 256 KiB each. */
    LARGE(64, 256 << 10),
    /** 100 000 events of 32 bytes each. */
    SMALL(100_000, 32);

    private final int events;
    private final int size;

    GeneratedLog(int events, int size) {
        this.events = events;
        this.size = size;
    }

    int events() {
        return events;
    }

    /** A CCEL with SHA-384, its events spread over RTMR0 to RTMR3. */
    Bytes bytes() {
        Random random = new Random(7);
        List<LogRecord> records = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            byte[] data = new byte[size];
            random.nextBytes(data);
            Bytes event = Bytes.copyOf(data);
            records.add(new LogRecord(
                    i,
                    new CcMr(1 + i % 4),
                    List.of(new EventDigest(HashAlgorithm.SHA384, Digest.SHA_384.of(event))),
                    new PcClient(EventType.EV_COMPACT_HASH, event)));
        }
        return TcgWriter.write(LogFrame.NONE, records);
    }
}
