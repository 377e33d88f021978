package dev.teeproof.eventlog.claims;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.ReadOptions;
import dev.teeproof.eventlog.model.RecordReader;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Reads the log that trustee's claims were made of: they leave out the header and nothing else. */
public final class TrusteeReader implements RecordReader {

    private final ReadOptions options;
    private @Nullable Queue<LogRecord> records;

    public TrusteeReader(ReadOptions options) {
        this.options = options;
    }

    @Override
    public Optional<LogRecord> next(ByteReader in, boolean last) throws MalformedEvidenceException {
        if (records == null) {
            records = new ArrayDeque<>(TrusteeClaims.read(in.rest(), options));
        }
        return Optional.ofNullable(records.poll());
    }
}
