package dev.teeproof.eventlog.cel;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.cbor.CborReader;
import dev.teeproof.codec.cbor.CborType;
import dev.teeproof.codec.cbor.NumberedMembers;
import dev.teeproof.eventlog.canonical.DigestList;
import dev.teeproof.eventlog.canonical.RegisterRules;
import dev.teeproof.eventlog.model.Content;
import dev.teeproof.eventlog.model.EventDigest;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.LogLimits;
import dev.teeproof.eventlog.model.LogMalformation;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.LogWarning;
import dev.teeproof.eventlog.model.ReadOptions;
import dev.teeproof.eventlog.model.RecordReader;
import dev.teeproof.eventlog.model.RegisterIndex;
import dev.teeproof.eventlog.model.RegisterIndex.CcMr;
import dev.teeproof.eventlog.model.RegisterIndex.NvIndex;
import dev.teeproof.eventlog.model.RegisterIndex.Pcr;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads a canonical log in deterministic CBOR: an array of maps, or maps one after another.
 *
 * <pre>
 * key             value
 *    0            record number
 *    1, 2 or 108  PCR, NV index or CC measurement register
 *    3            array of digests: 0 the algorithm's number, 1 bytes
 *    9            number of the content's type
 *   10            content
 * </pre>
 *
 * <p>Keys ascend. Key 108 stands in no specification: it is the type that Google's logs in TLV have for the register, so that
 * a log of a TD can be carried at all. Content that is not known is carried if it is a byte string.
 *
 * @see "TCG Canonical Event Log Format, version 1.1, sections 4.2 and 5 (CBOR); RFC 8949 section 4.2"
 */
public final class CelCborReader implements RecordReader {

    private final LogLimits limits;
    private final CelRules rules;
    /** How many records the array still has; -1 for a sequence of maps, -2 before anything was read. */
    private int left = -2;

    public CelCborReader(ReadOptions options) {
        this.limits = options.limits();
        this.rules = new CelRules(options);
    }

    @Override
    public Optional<LogRecord> next(ByteReader in, boolean last) throws MalformedEvidenceException {
        if (!last) {
            throw in.fault(Malformation.TRUNCATED, "", "the whole log");
        }
        try {
            CborReader cbor = CborReader.of(in, "");
            if (left == -2) {
                begin(in, cbor);
            }
            if (left == 0) {
                in.end();
                return Optional.empty();
            }
            if (left == -1 && cbor.isAtEnd()) {
                return Optional.empty();
            }
            if (rules.count() >= limits.records()) {
                throw in.fault(LogMalformation.LIMIT, "", "at most " + limits.records() + " records");
            }
            LogRecord record = record(cbor);
            left -= left > 0 ? 1 : 0;
            return Optional.of(record);
        } catch (MalformedEvidenceException e) {
            throw e.code() == Malformation.LIMIT_EXCEEDED ? e.as(LogMalformation.LIMIT) : e;
        }
    }

    private void begin(ByteReader in, CborReader cbor) throws MalformedEvidenceException {
        if (in.remaining() > limits.logSize()) {
            throw in.fault(LogMalformation.LIMIT, "", "at most " + limits.logSize() + " bytes");
        }
        left = !cbor.isAtEnd() && cbor.next() == CborType.ARRAY ? cbor.array(limits.records()) : -1;
    }

    private LogRecord record(CborReader in) throws MalformedEvidenceException {
        int at = in.position();
        NumberedMembers members = in.numbered(5);
        long recnum = -1;
        @Nullable RegisterIndex register = null;
        @Nullable List<EventDigest> digests = null;
        long code = -1;
        @Nullable Content content = null;
        for (OptionalLong key = members.next(); key.isPresent(); key = members.next()) {
            switch ((int) Math.min(key.getAsLong(), Integer.MAX_VALUE)) {
                case 0 -> recnum = in.named("recnum").unsigned();
                case 1 -> register = one(in, register, new Pcr(number(in)));
                case 2 -> register = one(in, register, new NvIndex(number(in)));
                case 3 -> digests = digests(in.named("digests"));
                case 9 -> code = in.named("content_type").unsigned();
                case 10 -> content = new CborContent(in, limits).read(code);
                case ContentCode.CC_MR -> register = one(in, register, new CcMr(number(in)));
                default ->
                    throw in.fault(Malformation.BAD_VALUE, in.position(), "no other keys than those of the format");
            }
        }
        if (register == null) {
            throw in.named("register").fault(LogMalformation.BAD_REGISTER, at, "one of the keys 1, 2 and 108");
        }
        if (recnum < 0 || digests == null || content == null) {
            throw in.fault(Malformation.MISSING, at, "the keys 0, 3, 9 and 10");
        }
        return rules.accept(
                new LogRecord(recnum, register, digests, content),
                (fault, field, expected) -> in.named(field).fault(fault, at, expected));
    }

    private static RegisterIndex one(CborReader in, @Nullable RegisterIndex before, RegisterIndex register)
            throws MalformedEvidenceException {
        if (before != null) {
            throw in.named("register").fault(LogMalformation.BAD_REGISTER, in.position(), "one register, not two");
        }
        return register;
    }

    private static long number(CborReader in) throws MalformedEvidenceException {
        int at = in.position();
        long number = in.named("register").unsigned();
        if (number > RegisterRules.U32) {
            throw in.named("register").fault(LogMalformation.BAD_REGISTER, at, "at most 32 bits");
        }
        return number;
    }

    private List<EventDigest> digests(CborReader in) throws MalformedEvidenceException {
        int count = in.array(limits.digests());
        DigestList digests = new DigestList(limits);
        for (int i = 0; i < count; i++) {
            int at = in.position();
            NumberedMembers members = in.numbered(2);
            key(in, members, 0);
            long id = in.unsigned();
            if (id > 0xffff) {
                throw in.fault(Malformation.BAD_VALUE, at, "an algorithm's number of 16 bits");
            }
            key(in, members, 1);
            digests.add(new HashAlgorithm((int) id), in.bytes(), (code, expected) -> in.fault(code, at, expected));
        }
        return digests.digests();
    }

    /** Refuses any other key than this one. */
    static void key(CborReader in, NumberedMembers members, long expected) throws MalformedEvidenceException {
        int at = in.position();
        OptionalLong key = members.next();
        if (key.isEmpty()) {
            throw in.fault(Malformation.MISSING, at, "the key " + expected);
        }
        if (key.getAsLong() != expected) {
            throw in.fault(Malformation.BAD_VALUE, at, "the key " + expected + ", not " + key.getAsLong());
        }
    }

    /** How the records that were read are numbered. */
    public RecordNumbers numbers() {
        return rules.numbers();
    }

    @Override
    public List<LogWarning> warnings() {
        return rules.warnings();
    }
}
