package dev.teeproof.eventlog.tcg;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.eventlog.model.Content.PcClient;
import dev.teeproof.eventlog.model.EventType;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.LogFrame;
import dev.teeproof.eventlog.model.LogMalformation;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.LogWarning;
import dev.teeproof.eventlog.model.ReadOptions;
import dev.teeproof.eventlog.model.ReadOptions.Space;
import dev.teeproof.eventlog.model.RecordReader;
import dev.teeproof.eventlog.model.RegisterIndex;
import dev.teeproof.eventlog.model.SpecIdEvent;
import dev.teeproof.eventlog.model.SpecIdEvent.DigestSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a crypto-agile log: that of a TPM 2.0 ({@code binary_bios_measurements}), or the area that a CCEL table points to.
 * A header, events, and padding of one byte value, 0xFF or 0, up to the end.
 *
 * <p>The header is no event: the first record is the one behind it. A log does not say whether its numbers are PCRs or CC
 * measurement registers; see {@link ReadOptions#space}.
 *
 * @see "TCG PC Client Platform Firmware Profile, section 10.2; UEFI 2.10, section 38.4"
 */
public final class TcgReader implements RecordReader {

    /** The number that stands where an area's events end. */
    private static final long END = 0xffff_ffffL;

    private final ReadOptions options;
    private final List<LogWarning> warnings = new ArrayList<>();
    private @Nullable SpecIdEvent header;
    private Space space;
    private long recnum;
    private int paddingFrom;
    private int padding;
    private int filler;

    public TcgReader(ReadOptions options) {
        this.options = options;
        this.space = options.space();
    }

    /** Whether a log that begins with these bytes is a crypto-agile one. */
    public static boolean isAt(Bytes start) {
        return SpecIdHeader.isAt(start);
    }

    @Override
    public Optional<LogRecord> next(ByteReader in, boolean last) throws MalformedEvidenceException {
        SpecIdEvent declared = header == null ? begin(in) : header;
        if (in.remaining() == 0 || isPadding(in)) {
            return Optional.empty();
        }
        if (recnum == options.limits().records()) {
            throw in.fault(LogMalformation.LIMIT, "event", "at most " + recnum + " events");
        }
        int at = in.position();
        LogRecord event = Event2.read(in, declared::digestSize, space, recnum, options.limits());
        check(event, declared, in, at);
        recnum++;
        return Optional.of(event);
    }

    private SpecIdEvent begin(ByteReader in) throws MalformedEvidenceException {
        Bytes all = in.peek("log", in.remaining());
        SpecIdEvent read = new SpecIdHeader(options, warnings).read(in);
        header = read;
        if (space == Space.AUTOMATIC) {
            boolean cc = read.digestSizes().stream()
                    .map(DigestSize::algorithm)
                    .allMatch(algorithm ->
                            algorithm.equals(HashAlgorithm.SHA384) || algorithm.equals(HashAlgorithm.SM3_256));
            space = cc ? Space.CCMR : Space.PCR;
        }
        paddingFrom = endOfData(all);
        return read;
    }

    /** Where the last run of one byte value, 0xFF or 0, begins: looked for once, so that it costs linear time. */
    private static int endOfData(Bytes all) {
        int from = all.size();
        int value = from == 0 ? 1 : all.at(from - 1);
        while (from > 0 && (value == 0 || value == 0xff) && all.at(from - 1) == value) {
            from--;
        }
        return from;
    }

    private boolean isPadding(ByteReader in) throws MalformedEvidenceException {
        if (in.position() >= paddingFrom) {
            padding = in.remaining();
            filler = in.peek("padding", 1).at(0);
            in.rest();
            return true;
        }
        if (in.remaining() < 4 || ByteReader.of(in.peek("event", 4), "event").u32le("pcrIndex") != END) {
            return false;
        }
        String hidden = "0xFF up to the end of the area; other bytes stand behind the last event";
        if (options.isStrict()) {
            throw in.fault(LogMalformation.BAD_PADDING, "padding", hidden);
        }
        warnings.add(LogWarning.ofLog("BAD_PADDING", "expected " + hidden + " at offset " + in.position()));
        padding = in.remaining();
        filler = 0xff;
        in.rest();
        return true;
    }

    private void check(LogRecord event, SpecIdEvent declared, ByteReader in, int at) throws MalformedEvidenceException {
        if (!options.isStrict()) {
            return;
        }
        if (!exists(event.register())) {
            throw in.fault(LogMalformation.BAD_REGISTER, "pcrIndex", at, "a register that there is");
        }
        boolean extended = ((PcClient) event.content()).eventType() != EventType.EV_NO_ACTION;
        if (extended && event.digests().size() != declared.digestSizes().size()) {
            throw in.fault(LogMalformation.BAD_BANKS, "digests.count", at + 8, "a digest of each declared algorithm");
        }
    }

    private static boolean exists(RegisterIndex register) {
        return register.number() <= (register instanceof RegisterIndex.Pcr ? 23 : 4);
    }

    @Override
    public LogFrame frame() {
        return header == null ? LogFrame.NONE : new LogFrame.Tcg(header, padding, filler);
    }

    @Override
    public List<LogWarning> warnings() {
        return List.copyOf(warnings);
    }
}
