package dev.teeproof.eventlog.cel;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.eventlog.canonical.Faults;
import dev.teeproof.eventlog.canonical.JsonRecord;
import dev.teeproof.eventlog.cel.JsonElements.Element;
import dev.teeproof.eventlog.model.Content;
import dev.teeproof.eventlog.model.LogFrame;
import dev.teeproof.eventlog.model.LogRecord;
import dev.teeproof.eventlog.model.LogWarning;
import dev.teeproof.eventlog.model.ReadOptions;
import dev.teeproof.eventlog.model.RecordReader;
import dev.teeproof.eventlog.model.RegisterIndex;
import dev.teeproof.eventlog.model.RegisterIndex.Pcr;
import dev.teeproof.eventlog.model.RegisterIndex.Rtmr;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a canonical log in JSON: an array of records, the object of a converter of native event logs with {@code mr} and
 * {@code log}, a record on each line, or a sequence with record separators. Members that the format does not have are
 * refused.
 *
 * <p>Beside the members of the format: {@code ccmr} names a CC measurement register, for which no specification has a name;
 * a digest's algorithm without a name is its number, {@code "0x0020"}; content without a form in JSON is the hexadecimal text
 * of its value in TLV, under the number of its type or {@code ima_tlv}. The register {@code pcr} of a {@code CC-CEL} record is
 * an RTMR, as the proposal has it, unless {@link ReadOptions#register} is a PCR.
 *
 * <p>Offsets in errors are those of the object that is at fault. No digest is compared with its content.
 *
 * @see "TCG Canonical Event Log Format, sections 4.2 and 5 (JSON); confidential-containers/guest-components issue 495"
 */
public final class CelJsonReader implements RecordReader {

    private static final Set<String> MEMBERS =
            Set.of("recnum", "pcr", "nv_index", "ccmr", "digests", "content_type", "content");

    private final ReadOptions options;
    private final CelRules rules;
    private @Nullable JsonElements elements;

    public CelJsonReader(ReadOptions options) {
        this.options = options;
        this.rules = new CelRules(options);
    }

    @Override
    public Optional<LogRecord> next(ByteReader in, boolean last) throws MalformedEvidenceException {
        if (!last) {
            throw in.fault(Malformation.TRUNCATED, "", "the whole log");
        }
        JsonElements open = elements;
        if (open == null) {
            open = JsonElements.open(in, options.limits());
            elements = open;
        }
        Optional<Element> element = open.next();
        return element.isEmpty() ? Optional.empty() : Optional.of(record(element.get()));
    }

    private LogRecord record(Element element) throws MalformedEvidenceException {
        JsonObject json = element.object();
        try {
            JsonRecord.onlyMembers(json, MEMBERS);
            long recnum = json.unsigned("recnum", Long.MAX_VALUE);
            Content content = new JsonContent(json, options.limits()).read();
            RegisterIndex register = meant(JsonRecord.register(json, true), content);
            LogRecord record = new LogRecord(recnum, register, JsonRecord.digests(json, options.limits()), content);
            return rules.accept(record, (code, field, expected) -> Faults.of(json, code, field, expected));
        } catch (MalformedEvidenceException e) {
            throw Faults.within(e, element.documentAt());
        }
    }

    private RegisterIndex meant(RegisterIndex register, Content content) {
        return register instanceof Pcr pcr
                        && content instanceof Content.NelrLine
                        && !(options.register() instanceof Pcr)
                ? new Rtmr(pcr.number())
                : register;
    }

    /** How the records that were read are numbered. */
    public RecordNumbers numbers() {
        return rules.numbers();
    }

    @Override
    public LogFrame frame() {
        return elements == null ? LogFrame.NONE : elements.frame();
    }

    @Override
    public List<LogWarning> warnings() {
        return rules.warnings();
    }
}
