package dev.teeproof.eventlog.data;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.JsonObject;

/**
 * The confidential technology that Google's firmware says it runs under. EV_NONHOST_INFO; other firmware's is raw.
 *
 * <pre>
 * offset  size  field
 *      0    16  signature    "GCE NonHostInfo" NUL
 *     16     1  technology
 *     17    15  reserved
 * </pre>
 *
 * @see "github.com/google/go-eventlog, GCE NonHostInfo"
 */
public record NonHostInfo(Technology technology) implements EventData {

    private static final Bytes SIGNATURE = Bytes.utf8("GCE NonHostInfo\0");

    /** In the order of their numbers. */
    public enum Technology {
        NONE,
        AMD_SEV,
        AMD_SEV_ES,
        INTEL_TDX,
        AMD_SEV_SNP
    }

    static EventData read(Bytes data) throws MalformedEvidenceException {
        if (data.size() < SIGNATURE.size() || !data.slice(0, SIGNATURE.size()).equals(SIGNATURE)) {
            return new Raw(data);
        }
        ByteReader in = ByteReader.of(data, "event");
        in.take("signature", SIGNATURE.size());
        int number = in.u8("technology");
        if (number >= Technology.values().length) {
            throw in.fault(Malformation.BAD_VALUE, "technology", SIGNATURE.size(), "a technology from 0 to 4");
        }
        in.take("reserved", 15);
        in.end();
        return new NonHostInfo(Technology.values()[number]);
    }

    @Override
    public String text() {
        return "GCE, technology " + technology;
    }

    @Override
    public JsonObject toJson() {
        return Fields.of("non_host_info").text("technology", technology.name()).toJson();
    }
}
