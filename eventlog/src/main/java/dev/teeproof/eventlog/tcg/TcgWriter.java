package dev.teeproof.eventlog.tcg;

import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.eventlog.model.Content.PcClient;
import dev.teeproof.eventlog.model.EventDigest;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.LogFrame;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.SpecIdEvent;
import java.util.List;

/** Writes what {@link TcgReader} and {@link TcgSha1Reader} read. Record numbers are not written: the order is theirs. */
public final class TcgWriter {

    private TcgWriter() {}

    /**
     * A crypto-agile log: with the frame's header and padding if it has them, else with a header that declares the
     * algorithms of the records, in the order of their numbers, and no padding.
     *
     * @throws IllegalArgumentException for a record that is not a TCG event, or whose algorithms the header cannot declare
     */
    public static Bytes write(LogFrame frame, List<LogRecord> records) {
        ByteWriter out = new ByteWriter();
        SpecIdEvent header = frame instanceof LogFrame.Tcg tcg ? tcg.header() : SpecIdEvent.of(algorithms(records));
        SpecIdHeader.write(header, out);
        for (LogRecord record : records) {
            for (EventDigest digest : record.digests()) {
                if (header.digestSize(digest.algorithm()).orElse(-1)
                        != digest.value().size()) {
                    throw new IllegalArgumentException("not declared: " + digest.algorithm());
                }
            }
            Event2.write(record, out);
        }
        if (frame instanceof LogFrame.Tcg tcg) {
            for (int i = 0; i < tcg.padding(); i++) {
                out.u8(tcg.filler());
            }
        }
        return out.toBytes();
    }

    /** The algorithms of all records, by number; SHA-384 for a log without records. */
    private static List<HashAlgorithm> algorithms(List<LogRecord> records) {
        List<HashAlgorithm> found = records.stream()
                .flatMap(record -> record.digests().stream())
                .map(EventDigest::algorithm)
                .distinct()
                .sorted()
                .toList();
        return found.isEmpty() ? List.of(HashAlgorithm.SHA384) : found;
    }

    /**
     * A log of the layout of TPM 1.2.
     *
     * @throws IllegalArgumentException for a record that is not a TCG event, or has not exactly a SHA-1 digest
     */
    public static Bytes writeSha1(List<LogRecord> records) {
        ByteWriter out = new ByteWriter();
        for (LogRecord record : records) {
            if (!(record.content() instanceof PcClient event)
                    || record.digests().size() != 1
                    || record.digest(HashAlgorithm.SHA1).isEmpty()) {
                throw new IllegalArgumentException("not a TCG event with a SHA-1 digest alone: " + record);
            }
            out.u32le(record.register().number())
                    .u32le(event.eventType())
                    .bytes(record.digests().get(0).value())
                    .u32le(event.data().size())
                    .bytes(event.data());
        }
        return out.toBytes();
    }
}
