package dev.teeproof.eventlog.data;

import dev.teeproof.codec.ByteWriter;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.eventlog.dstack.EventLogVersion;
import dev.teeproof.eventlog.dstack.RuntimeEvent;
import dev.teeproof.eventlog.model.Content;
import dev.teeproof.eventlog.model.Content.Management;
import dev.teeproof.eventlog.model.EventDigest;
import dev.teeproof.eventlog.model.EventType;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.LogLimits;
import dev.teeproof.eventlog.model.LogRecord;
import java.util.List;
import java.util.Optional;

/**
 * Finds out how events' digests relate to their content, one event after another: each event's bytes are hashed in place, as
 * a rule once for each digest, at most a few times. Not thread-safe.
 *
 * @see Binding
 */
public final class Bindings {

    private static final Binding TLV = Binding.bound("the bytes of the TLV");
    private static final Binding CONTENT_TLV = Binding.bound("the whole content TLV");
    private static final Binding TEMPLATE = Binding.bound("the template data");
    private static final Binding PADDED_TEMPLATE = Binding.bound("the template data, by SHA-1 and padded with zeros");
    private static final Binding OLD_TEMPLATE = Binding.bound("the file's digest and its name in 256 bytes");
    private static final Binding STRING = Binding.bound("the string alone");
    private static final Binding LINE = Binding.bound("the line without its line feed");
    private static final Binding PREIMAGE = Binding.bound("type, name and payload");
    private static final Binding AMBIGUOUS_PREIMAGE =
            Binding.bound("type, name and payload; one of the two has a colon, so where the name ends is not covered");
    private static final Binding COMPUTED =
            Binding.bound("the event states no digest: it is computed from the content");

    private static final Binding ABOUT_THE_LOG = Binding.notMeasured("an event about the log itself");
    private static final Binding EXTENDED_NO_ACTION =
            Binding.opaque("a type that is not measured, but dstack extends every event of its log");
    private static final Binding STRIPPED = Binding.opaque("the event data was taken out of the log");
    private static final Binding VIOLATION =
            Binding.opaque("a violation: nothing was hashed, a digest of ones is extended");
    private static final Binding HMAC = Binding.opaque("the digest is keyed, or of something that is not in the log");
    private static final Binding TIME = Binding.opaque("implementations differ about what is hashed");
    private static final Binding UNREADABLE = Binding.opaque("the content cannot be read");
    private static final Binding UNKNOWN_CONTENT = Binding.opaque("the content is of an unknown type");

    private static final Binding NOT_CONTENT = Binding.mismatch("the digest must be of the content, and is not");
    private static final Binding NOT_PREIMAGE = Binding.mismatch("the supplied preimage is not the event's");

    private static final int IMA_NAME = 256;
    private static final int IMA_DIGEST = 20;
    private static final int COS_CONTENT = 80;
    private static final int CEL_CONTENT = 4;

    private final Agreement agreement = new Agreement();
    private final TcgRules tcg = new TcgRules(agreement);

    /** The binding of this event. */
    public Binding of(LogRecord event) {
        List<EventDigest> digests = event.digests();
        return switch (event.content()) {
            case Content.PcClient content -> tcg.of(digests, content.eventType(), content.data());
            case Management management -> management(digests, management);
            case Content.ImaTemplate ima -> ima(digests, ima);
            case Content.ImaTlv ima -> agreement.one(digests, ima.tlv(), TLV, NOT_CONTENT);
            case Content.Systemd systemd -> systemd(digests, systemd);
            case Content.Cos cos -> cos(digests, cos);
            case Content.NelrLine line -> agreement.one(digests, line.line(), LINE, NOT_CONTENT);
            case Content.Dstack dstack -> dstack(digests, dstack);
            case Content.Opaque opaque -> agreement.one(digests, opaque.value(), TcgRules.DATA, UNKNOWN_CONTENT);
        };
    }

    private Binding management(List<EventDigest> digests, Management content) {
        return switch (content) {
            case Management.CelVersion version -> ABOUT_THE_LOG;
            case Management.FirmwareEnd end -> ABOUT_THE_LOG;
            case Management.CelTimestamp time -> measured(digests, 80, time.value());
            case Management.StateTransition state -> measured(digests, 81, state.state());
        };
    }

    /** The content as TLV, the value in eight bytes or in as few as hold it. */
    private Binding measured(List<EventDigest> digests, int type, long value) {
        int bits = 64 - Long.numberOfLeadingZeros(value);
        for (int size : new int[] {8, Math.max(1, (bits + 7) / 8)}) {
            Bytes inner = new ByteWriter()
                    .u8(type)
                    .bigEndian(size, 4)
                    .bigEndian(value, size)
                    .toBytes();
            Bytes outer =
                    new ByteWriter().u8(CEL_CONTENT).bigEndian(inner.size(), 4).toBytes();
            Binding found = agreement.two(digests, outer, inner, CONTENT_TLV, TIME);
            found = found.equals(TIME) ? agreement.one(digests, inner, TLV, TIME) : found;
            if (!found.equals(TIME)) {
                return found;
            }
        }
        return TIME;
    }

    /** The legacy template hashes the name in a field of 256 bytes; a violation has a digest of zeros. */
    private Binding ima(List<EventDigest> digests, Content.ImaTemplate ima) {
        if (!digests.isEmpty()
                && digests.stream().allMatch(digest -> digest.value().isZero())) {
            return VIOLATION;
        }
        Bytes data = ima.data();
        if (!ima.name().equals("ima")) {
            Binding found = agreement.one(digests, data, TEMPLATE, NOT_CONTENT);
            List<EventDigest> padded = padded(digests);
            return found.equals(NOT_CONTENT) && !padded.isEmpty()
                    ? agreement.one(padded, data, PADDED_TEMPLATE, NOT_CONTENT)
                    : found;
        }
        int nameAt = IMA_DIGEST + 4;
        if (data.size() < nameAt || data.size() - nameAt > IMA_NAME) {
            return UNREADABLE;
        }
        Bytes name = data.slice(nameAt, data.size());
        Bytes field = Bytes.concat(name, Bytes.zeros(IMA_NAME - name.size()));
        return agreement.two(digests, data.slice(0, IMA_DIGEST), field, OLD_TEMPLATE, NOT_CONTENT);
    }

    /** Old kernels extend SHA-1 digests into every bank, zeros behind them; these as what they are, if all are such. */
    private static List<EventDigest> padded(List<EventDigest> digests) {
        boolean all = digests.stream()
                .map(EventDigest::value)
                .allMatch(value -> value.size() > IMA_DIGEST
                        && value.slice(IMA_DIGEST, value.size()).isZero());
        return all
                ? digests.stream()
                        .map(digest -> new EventDigest(
                                HashAlgorithm.SHA1, digest.value().slice(0, IMA_DIGEST)))
                        .toList()
                : List.of();
    }

    /** The string alone is hashed; of a volume's key the digest is keyed with it. */
    private Binding systemd(List<EventDigest> digests, Content.Systemd systemd) {
        try {
            JsonObject content = Json.readObject(Bytes.utf8(systemd.json()), "content", LogLimits.DEFAULT.jsonValues());
            Optional<String> string = content.optionalString("string");
            Optional<String> type = content.optionalString("eventType");
            boolean mayBeKeyed = type.isEmpty()
                    || type.get().equals("volume-key")
                    || type.get().equals("keyslot");
            return string.isEmpty()
                    ? TcgRules.ELSEWHERE
                    : agreement.one(digests, Bytes.utf8(string.get()), STRING, mayBeKeyed ? HMAC : NOT_CONTENT);
        } catch (MalformedEvidenceException e) {
            return UNREADABLE;
        }
    }

    private Binding cos(List<EventDigest> digests, Content.Cos cos) {
        Bytes heads = new ByteWriter()
                .u8(COS_CONTENT)
                .bigEndian(5L + cos.value().size(), 4)
                .u8(cos.type())
                .bigEndian(cos.value().size(), 4)
                .toBytes();
        return agreement.two(digests, heads, cos.value(), CONTENT_TLV, NOT_CONTENT);
    }

    private Binding dstack(List<EventDigest> digests, Content.Dstack event) {
        if (event.eventType() == EventType.EV_NO_ACTION) {
            return EXTENDED_NO_ACTION;
        }
        if (!event.isRuntime()) {
            return event.payload().isEmpty() ? STRIPPED : tcg.of(digests, event.eventType(), event.payload());
        }
        Bytes preimage = event.toRuntime().preimage();
        if (event.preimage().isPresent() && !event.preimage().get().equalsIgnoreCase(preimage.toHex())) {
            return NOT_PREIMAGE;
        }
        if (digests.isEmpty()) {
            return COMPUTED;
        }
        RuntimeEvent runtime = event.toRuntime();
        boolean otherwise = runtime.version() == EventLogVersion.V1
                && (runtime.isAmbiguous() || runtime.payload().indexOf(':', 0) >= 0);
        Binding how = otherwise ? AMBIGUOUS_PREIMAGE : PREIMAGE;
        return agreement.one(digests, preimage, how, NOT_CONTENT);
    }
}
