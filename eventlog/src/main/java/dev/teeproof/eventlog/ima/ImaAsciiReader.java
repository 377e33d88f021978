package dev.teeproof.eventlog.ima;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.ByteWriter;
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

/**
 * Reads the log of what Linux measured in its ASCII form, and puts the template's data together again, so that the template
 * hash can be checked and the log be written in binary form.
 *
 * <pre>
 * 10 8337fb6f… ima-ng sha256:e3b0c442… boot_aggregate
 * </pre>
 *
 * <p>Templates {@code ima}, {@code ima-ng}, {@code ima-sig}, {@code ima-ngv2} and {@code ima-sigv2}; others are refused with
 * {@code UNSUPPORTED}. A name may contain blanks: it ends where the line does, or at the last blank where a signature may
 * follow, as in a line that ends with a blank, which has none. A last line without its line feed may have lost the end of its name, and is read in
 * lenient reading alone.
 *
 * @see "Linux kernel, security/integrity/ima/ima_fs.c, ima_ascii_measurements_show"
 */
public final class ImaAsciiReader implements RecordReader {

    private final boolean strict;
    private final LogLimits limits;
    private final HashAlgorithm algorithm;
    private final int hashSize;
    private final Warnings warnings = new Warnings();
    private long count;

    /** @throws IllegalArgumentException if nobody knows how long the digests of {@link ReadOptions#ima} are */
    public ImaAsciiReader(ReadOptions options) {
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
        Bytes line = line(in, last);
        boolean unended = in.since(start).size() == line.size();
        ImaAsciiLine words = new ImaAsciiLine(in, line, start);
        long number = words.number("pcr");
        if (number > RegisterRules.HIGHEST_PCR && strict) {
            throw in.fault(LogMalformation.BAD_REGISTER, "pcr", start, "at most 23, not " + number);
        }
        Bytes hash = words.hex("template_hash");
        if (hash.size() != hashSize) {
            throw words.fault(LogMalformation.BAD_DIGEST, "template_hash", hashSize + " bytes");
        }
        String template = words.text("template_name", limits.templateName());
        Bytes data = data(template, words);
        if (data.size() > limits.eventData()) {
            throw in.fault(LogMalformation.LIMIT, "template_data", start, "at most " + limits.eventData() + " bytes");
        }
        if (number > RegisterRules.HIGHEST_PCR) {
            warnings.add(new LogWarning("BAD_REGISTER", count, "pcr: expected at most 23, not " + number));
        }
        if (unended) {
            warnings.add(new LogWarning("INCOMPLETE", count, "the last line has no line feed"));
        }
        return Optional.of(new LogRecord(
                count++,
                new Pcr(number),
                List.of(new EventDigest(algorithm, hash)),
                new Content.ImaTemplate(template, data)));
    }

    /** Up to the next line feed, which the reader steps over. */
    private Bytes line(ByteReader in, boolean last) throws MalformedEvidenceException {
        int start = in.position();
        Bytes window = in.peek("record", in.remaining());
        long longest = 1024L + limits.templateName() + 2L * limits.eventData();
        int size = 0;
        while (size < window.size() && window.at(size) != '\n') {
            if (++size > longest) {
                throw in.fault(LogMalformation.LIMIT, "record", start, "at most " + longest + " bytes");
            }
        }
        if (size < window.size()) {
            return in.take("record", size + 1).slice(0, size);
        }
        if (!last || strict) {
            throw in.fault(Malformation.TRUNCATED, "record", start + size, "a line feed");
        }
        return in.take("record", size);
    }

    private Bytes data(String template, ImaAsciiLine words) throws MalformedEvidenceException {
        ByteWriter data = new ByteWriter();
        switch (template) {
            case "ima" -> {
                Bytes digest = words.hex("d");
                if (digest.size() != ImaTemplate.LEGACY_DIGEST) {
                    throw words.fault(LogMalformation.BAD_DIGEST, "d", "20 bytes");
                }
                data.bytes(digest);
                field(data, words.rest());
            }
            case "ima-ng", "ima-ngv2" -> {
                field(data, words.digest(template.endsWith("v2")));
                field(data, terminated(words.rest()));
            }
            case "ima-sig", "ima-sigv2" -> {
                field(data, words.digest(template.endsWith("v2")));
                Bytes signature = words.lastHex("sig");
                field(data, terminated(words.rest()));
                field(data, signature);
            }
            default ->
                throw words.fault(
                        Malformation.UNSUPPORTED, "template_name", "a template whose data the ASCII form has whole");
        }
        return data.toBytes();
    }

    private static void field(ByteWriter data, Bytes value) {
        data.u32le(value.size()).bytes(value);
    }

    private static Bytes terminated(Bytes name) {
        return Bytes.concat(name, Bytes.of(0));
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
