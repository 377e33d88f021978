package dev.teeproof.eventlog.ima;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Digest;
import dev.teeproof.eventlog.canonical.RegisterRules;
import dev.teeproof.eventlog.canonical.Warnings;
import dev.teeproof.eventlog.model.Content;
import dev.teeproof.eventlog.model.EventDigest;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.LogLimits;
import dev.teeproof.eventlog.model.LogMalformation;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.LogWarning;
import dev.teeproof.eventlog.model.ReadOptions;
import dev.teeproof.eventlog.model.RecordReader;
import dev.teeproof.eventlog.model.RegisterIndex.Pcr;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Reads the binary log of what Linux measured, little-endian as x86, ARM and {@code ima_canonical_fmt} write it. Records are
 * counted from 0.
 *
 * <pre>
 * size  field
 *    4  pcr
 *    h  template hash   as long as the digests of {@link ReadOptions#ima}; zeros for a violation
 *    4  size of the name
 *    n  name of the template
 *    4  size of the data; absent for the template "ima"
 *    d  data: fields, each with its size; for "ima" 20 bytes, a size and a file's name
 * </pre>
 *
 * <p>The template hash is neither compared with the data nor put in any other's place for a violation, and the fields are not
 * looked into: see {@link ImaTemplateHash} and {@link ImaTemplateFields}. Nothing is copied: digests and data are parts of the
 * bytes that were read.
 *
 * @see "Linux kernel, security/integrity/ima/ima_fs.c, ima_measurements_show"
 */
public final class ImaReader implements RecordReader {

    private static final List<Pcr> PCRS = IntStream.rangeClosed(0, (int) RegisterRules.HIGHEST_PCR)
            .mapToObj(Pcr::new)
            .toList();

    private final boolean strict;
    private final LogLimits limits;
    private final HashAlgorithm algorithm;
    private final int hashSize;
    private final Warnings warnings = new Warnings();
    private long count;
    /** The names of a log repeat: one text serves for all. */
    private Bytes nameBytes = Bytes.empty();

    private String name = "";

    /** @throws IllegalArgumentException if nobody knows how long the digests of {@link ReadOptions#ima} are */
    public ImaReader(ReadOptions options) {
        this.strict = options.isStrict();
        this.limits = options.limits();
        this.algorithm = options.ima();
        this.hashSize = algorithm
                .digest()
                .map(Digest::size)
                .orElseThrow(() -> new IllegalArgumentException("no known length: " + algorithm));
    }

    @Override
    public Optional<LogRecord> next(ByteReader in, boolean last) throws MalformedEvidenceException {
        if (last && in.remaining() == 0) {
            return Optional.empty();
        }
        int start = in.position();
        if (count >= limits.streamedRecords()) {
            throw in.fault(LogMalformation.LIMIT, "record", "at most " + limits.streamedRecords() + " records");
        }
        long number = in.u32le("pcr");
        if (number > RegisterRules.HIGHEST_PCR && strict) {
            throw in.fault(LogMalformation.BAD_REGISTER, "pcr", start, "at most 23, not " + number);
        }
        Pcr pcr = number <= RegisterRules.HIGHEST_PCR ? PCRS.get((int) number) : new Pcr(number);
        Bytes hash = in.take("template_hash", hashSize);
        String template = name(in);
        Bytes data = template.equals(ImaTemplate.LEGACY) ? legacyData(in) : data(in);
        if (number > RegisterRules.HIGHEST_PCR) {
            warnings.add(new LogWarning("BAD_REGISTER", count, "pcr: expected at most 23, not " + number));
        }
        return Optional.of(new LogRecord(
                count++, pcr, List.of(new EventDigest(algorithm, hash)), new Content.ImaTemplate(template, data)));
    }

    private String name(ByteReader in) throws MalformedEvidenceException {
        Bytes bytes = in.take("template_name", size(in, "template_name", limits.templateName()));
        if (!bytes.equals(nameBytes)) {
            int at = in.position() - bytes.size();
            try {
                name = bytes.toUtf8("template_name");
                // A copy: the name must not keep the whole window in memory.
                nameBytes = Bytes.copyOf(bytes.toArray());
            } catch (MalformedEvidenceException e) {
                throw in.fault(Malformation.NOT_TEXT, "template_name", at + (int) e.offset(), e.expected());
            }
        }
        if (bytes.isEmpty()) {
            throw in.fault(Malformation.BAD_LENGTH, "template_name", in.position() - 4, "a name");
        }
        return name;
    }

    private Bytes data(ByteReader in) throws MalformedEvidenceException {
        return in.take("template_data", size(in, "template_data", limits.eventData()));
    }

    private Bytes legacyData(ByteReader in) throws MalformedEvidenceException {
        int start = in.position();
        in.take("template_data.d", ImaTemplate.LEGACY_DIGEST);
        in.take("template_data.n", size(in, "template_data.n", limits.eventData() - ImaTemplate.LEGACY_DIGEST - 4));
        return in.since(start);
    }

    private static int size(ByteReader in, String field, int most) throws MalformedEvidenceException {
        int at = in.position();
        long size = in.u32le(field);
        if (size > most) {
            throw in.fault(LogMalformation.LIMIT, field, at, "at most " + most + " bytes, not " + size);
        }
        return (int) size;
    }

    @Override
    public boolean sequential() {
        return true;
    }

    @Override
    public List<LogWarning> warnings() {
        return warnings.list();
    }
}
