package dev.teeproof.eventlog.ima;

import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.eventlog.canonical.Carried;
import dev.teeproof.eventlog.model.Content;
import dev.teeproof.eventlog.model.EventDigest;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.LogFrame;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.RegisterIndex.Pcr;
import java.util.List;

/**
 * Writes a log as Linux does, little-endian. Record numbers have no place there, nor has the algorithm: whoever reads the log
 * has to know it.
 *
 * @see ImaReader
 */
public final class ImaWriter {

    private ImaWriter() {}

    /**
     * The log.
     *
     * @throws IllegalArgumentException for content other than IMA's templates, a register other than a PCR, more than one
     *     digest in a record, another algorithm than the first record's, or a frame
     */
    public static Bytes write(LogFrame frame, List<LogRecord> records) {
        Carried.noFrame(frame);
        ByteWriter out = new ByteWriter();
        for (LogRecord record : records) {
            Carried.check(record);
            write(out, record, records.getFirst().digests().getFirst().algorithm());
        }
        return out.toBytes();
    }

    private static void write(ByteWriter out, LogRecord record, HashAlgorithm algorithm) {
        if (!(record.content() instanceof Content.ImaTemplate(String name, Bytes data))) {
            throw Carried.not(record, "its content is no template of IMA");
        }
        if (!(record.register() instanceof Pcr pcr)) {
            throw Carried.not(record, "IMA extends a PCR, not " + record.register());
        }
        EventDigest digest = record.digests().getFirst();
        if (record.digests().size() != 1 || !digest.algorithm().equals(algorithm) || !algorithm.isKnown()) {
            throw Carried.not(record, "a record has one template hash, in the log's algorithm");
        }
        Bytes nameBytes = Bytes.utf8(name);
        if (nameBytes.isEmpty()) {
            throw Carried.not(record, "its template has no name");
        }
        out.u32le(pcr.number()).bytes(digest.value()).u32le(nameBytes.size()).bytes(nameBytes);
        if (!name.equals(ImaTemplate.LEGACY)) {
            out.u32le(data.size());
        } else if (!ImaTemplate.isLegacyData(data)) {
            throw Carried.not(record, "the data of the template ima are 20 bytes, a size and a name");
        }
        out.bytes(data);
    }
}
