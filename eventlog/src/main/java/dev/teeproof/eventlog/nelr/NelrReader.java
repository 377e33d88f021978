package dev.teeproof.eventlog.nelr;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.crypto.Hasher;
import dev.teeproof.eventlog.model.Content.NelrLine;
import dev.teeproof.eventlog.model.EventDigest;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.LogFrame;
import dev.teeproof.eventlog.model.LogFrame.Nelr.Remark;
import dev.teeproof.eventlog.model.LogMalformation;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.LogWarning;
import dev.teeproof.eventlog.model.ReadOptions;
import dev.teeproof.eventlog.model.RecordReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a native event log.
 *
 * <pre>
 * file    = *( line LF ) [ line ]          only LF ends a line; CR is a byte like another
 * line    = empty / "#" anything / record  comments and empty lines are not measured
 * record  = one byte or more               the whole line without LF, blanks included, is hashed
 * INIT    = "INIT" SP alg "/" hex          the first record and no other; extended like all others
 * </pre>
 *
 * <p>The digest of a record is computed here, so that the record and its digest always agree: a native event log states
 * none. The register is that of {@link ReadOptions#register}, for the log names none.
 *
 * @see "github.com/confidential-containers/guest-components issue 495"
 */
public final class NelrReader implements RecordReader {

    private static final int LF = '\n';

    /** Which lines are well-formed beyond what the proposal says. */
    private enum Dialect {
        NELR,
        /** Of the attestation agent before its version 0.15: INIT as here, then domain, operation and content. */
        AAEL_LINES
    }

    private final ReadOptions options;
    private final Dialect dialect;
    private final List<Remark> remarks = new ArrayList<>();
    private final List<LogWarning> warnings = new ArrayList<>();
    private @Nullable HashAlgorithm algorithm;
    private @Nullable Hasher hasher;
    private long recnum;

    private NelrReader(ReadOptions options, Dialect dialect) {
        this.options = options;
        this.dialect = dialect;
    }

    public NelrReader(ReadOptions options) {
        this(options, Dialect.NELR);
    }

    /**
     * For the older event log of the attestation agent: a native event log whose records behind INIT have a domain, an
     * operation and a content with one space between. (The verifier of that time also cut trailing blanks before hashing; here
     * they are significant, as they were for the register.)
     */
    public static NelrReader ofAaelLines(ReadOptions options) {
        return new NelrReader(options, Dialect.AAEL_LINES);
    }

    @Override
    public boolean sequential() {
        return true;
    }

    @Override
    public Optional<LogRecord> next(ByteReader in, boolean last) throws MalformedEvidenceException {
        List<Remark> passed = new ArrayList<>();
        while (true) {
            if (in.remaining() == 0) {
                return end(in, last, passed);
            }
            int at = in.position();
            Bytes line = line(in, last);
            if (line.isEmpty() || line.at(0) == '#') {
                passed.add(new Remark(recnum, line));
                if (remarks.size() + passed.size() > options.limits().records()) {
                    throw in.fault(LogMalformation.LIMIT, "comment", at, "fewer lines that are not measured");
                }
                continue;
            }
            LogRecord record = record(line, in, at);
            remarks.addAll(passed);
            recnum++;
            return Optional.of(record);
        }
    }

    private Optional<LogRecord> end(ByteReader in, boolean last, List<Remark> passed)
            throws MalformedEvidenceException {
        if (!last) {
            throw in.fault(Malformation.TRUNCATED, "record", "a record");
        }
        if (recnum == 0) {
            throw in.fault(LogMalformation.EMPTY_LOG, "record", "an INIT record");
        }
        remarks.addAll(passed);
        return Optional.empty();
    }

    /** The bytes up to the next line feed, which is stepped over. */
    private Bytes line(ByteReader in, boolean last) throws MalformedEvidenceException {
        int at = in.position();
        int most = options.limits().eventData();
        Bytes ahead = in.peek("record", (int) Math.min(in.remaining(), most + 1L));
        int end = ahead.indexOf(LF, 0);
        if (end < 0 && ahead.size() > most) {
            throw in.fault(LogMalformation.LIMIT, "record", at, "a line of at most " + most + " bytes");
        }
        if (end < 0 && !last) {
            throw in.fault(Malformation.TRUNCATED, "record", "a line feed");
        }
        Bytes line = in.take("record", end < 0 ? ahead.size() : end);
        if (end >= 0) {
            in.u8("LF");
        }
        return line;
    }

    private LogRecord record(Bytes line, ByteReader in, int at) throws MalformedEvidenceException {
        if (recnum >= options.limits().streamedRecords()) {
            throw in.fault(LogMalformation.LIMIT, "record", at, "at most " + recnum + " records");
        }
        NelrLine content = new NelrLine(line);
        if (recnum == 0) {
            begin(line, in, at);
        } else if (startsWithInit(line)) {
            throw in.fault(LogMalformation.DUPLICATE_INIT, "record", at, "one INIT");
        } else {
            checkText(line, in, at);
            if (dialect == Dialect.AAEL_LINES) {
                checkColumns(line, in, at);
            } else {
                checkDomain(line, in, at);
            }
        }
        if (algorithm == null || hasher == null) {
            throw new IllegalStateException("INIT has been read");
        }
        Bytes digest = hasher.update(line).finish();
        return new LogRecord(recnum, options.register(), List.of(new EventDigest(algorithm, digest)), content);
    }

    private void begin(Bytes line, ByteReader in, int at) throws MalformedEvidenceException {
        if (!startsWithInit(line)) {
            throw in.fault(LogMalformation.MISSING_INIT, "record", at, "INIT as the first record");
        }
        try {
            algorithm = NelrInit.read(line).algorithm();
        } catch (MalformedEvidenceException e) {
            throw new MalformedEvidenceException(e.code(), e.path(), at + e.offset(), e.expected());
        }
        hasher = algorithm.digest().orElseThrow().hasher();
    }

    /** INIT with a space behind it, or alone; {@code INIT TAB} is another domain identifier. */
    private static boolean startsWithInit(Bytes line) {
        return new NelrLine(line).isInit() || line.equals(Bytes.utf8("INIT"));
    }

    private void checkText(Bytes line, ByteReader in, int at) throws MalformedEvidenceException {
        if (options.isStrict()) {
            NelrLines.checkText(line, in, at);
        } else if (NelrLines.firstControl(line) >= 0) {
            warn(LogMalformation.CONTROL_CHAR, "has a control character");
        }
    }

    private void checkDomain(Bytes line, ByteReader in, int at) throws MalformedEvidenceException {
        if (!NelrLines.hasReservedDomain(line)) {
            return;
        }
        if (options.isStrict()) {
            throw in.fault(LogMalformation.RESERVED_DOMAIN, "domain", at, "a domain identifier that is not reserved");
        }
        warn(LogMalformation.RESERVED_DOMAIN, "has an uppercase domain identifier, which are reserved");
    }

    private static void checkColumns(Bytes line, ByteReader in, int at) throws MalformedEvidenceException {
        int operation = line.indexOf(' ', 0);
        if (operation < 0 || line.indexOf(' ', operation + 1) < 0) {
            throw in.fault(Malformation.BAD_VALUE, "record", at, "a domain, an operation and a content");
        }
    }

    private void warn(LogMalformation code, String words) {
        if (warnings.size() < 100) {
            warnings.add(new LogWarning(code.name(), recnum, words));
        }
    }

    @Override
    public LogFrame frame() {
        return new LogFrame.Nelr(remarks);
    }

    @Override
    public List<LogWarning> warnings() {
        return List.copyOf(warnings);
    }
}
