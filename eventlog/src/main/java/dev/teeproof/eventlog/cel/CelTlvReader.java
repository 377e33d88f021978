package dev.teeproof.eventlog.cel;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.eventlog.canonical.DigestList;
import dev.teeproof.eventlog.cel.TlvCursor.Tlv;
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

/**
 * Reads a canonical log in TLV: four values for each record, nothing around them, lengths big-endian.
 *
 * <pre>
 * type            value
 *    0            record number, 1 to 8 bytes
 *    1, 2 or 108  PCR, NV index or CC measurement register, 1 to 4 bytes
 *    3            digests: the algorithm's number as type, the digest
 *    4, 5, 7, …   content
 * </pre>
 *
 * <p>Type 108 is Google's. Content is systemd's under 9 and 11; types 6 and 10 are reserved and refused, others that are not
 * known are kept. Integers may have zeros in front, which a writer does not restore. No digest is compared with its content.
 *
 * @see "TCG Canonical Event Log Format, sections 4.2 and 5 (TLV)"
 */
public final class CelTlvReader implements RecordReader {

    private final LogLimits limits;
    private final CelRules rules;

    public CelTlvReader(ReadOptions options) {
        this.limits = options.limits();
        this.rules = new CelRules(options);
    }

    @Override
    public Optional<LogRecord> next(ByteReader in, boolean last) throws MalformedEvidenceException {
        if (last && in.remaining() == 0) {
            return Optional.empty();
        }
        if (rules.count() >= limits.streamedRecords()) {
            throw in.fault(LogMalformation.LIMIT, "", "at most " + limits.streamedRecords() + " records");
        }
        int start = in.position();
        TlvCursor cursor = new TlvCursor(in, limits);
        Tlv recnum = cursor.field("recnum");
        if (recnum.type() != 0) {
            throw in.fault(Malformation.BAD_VALUE, "recnum", start, "type 0, not " + recnum.type());
        }
        long number = cursor.integer("recnum", recnum, 8);
        int registerAt = in.position();
        RegisterIndex register = register(in, cursor);
        int digestsAt = in.position();
        List<EventDigest> digests = digests(in, cursor);
        Tlv value = cursor.field("content");
        cursor.require("content", value, TlvContent.most(limits));
        Content content = new TlvContent(in, cursor, limits).read(value);
        LogRecord record = new LogRecord(number, register, digests, content);
        return Optional.of(rules.accept(record, (code, field, expected) -> {
            int at = field.equals("register") ? registerAt : field.equals("digests") ? digestsAt : start;
            return in.fault(code, field, at, expected);
        }));
    }

    private static RegisterIndex register(ByteReader in, TlvCursor cursor) throws MalformedEvidenceException {
        Tlv tlv = cursor.field("register");
        int type = tlv.type();
        if (type != 1 && type != 2 && type != ContentCode.CC_MR) {
            throw in.fault(LogMalformation.BAD_REGISTER, "register", tlv.at(), "type 1, 2 or 108, not " + type);
        }
        long number = cursor.integer("register", tlv, 4);
        return switch (type) {
            case 1 -> new Pcr(number);
            case 2 -> new NvIndex(number);
            default -> new CcMr(number);
        };
    }

    private List<EventDigest> digests(ByteReader in, TlvCursor cursor) throws MalformedEvidenceException {
        Tlv tlv = cursor.field("digests");
        if (tlv.type() != 3) {
            throw in.fault(Malformation.BAD_VALUE, "digests", tlv.at(), "type 3, not " + tlv.type());
        }
        cursor.require("digests", tlv, (limits.digests() + 1L) * (limits.digestSize() + 5L));
        DigestList digests = new DigestList(limits);
        while (cursor.isInside(tlv)) {
            Tlv digest = cursor.inner("digest", tlv);
            Bytes value = cursor.bytes("digest", digest, limits.digestSize());
            digests.add(
                    new HashAlgorithm(digest.type()),
                    value,
                    (code, expected) -> in.fault(code, "digest", digest.at(), expected));
        }
        return digests.digests();
    }

    @Override
    public boolean sequential() {
        return true;
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
