package dev.teeproof.eventlog.data;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.JsonObject;

/**
 * From which locality the TPM was started, which is the last byte that PCR 0 begins with. An EV_NO_ACTION: it is not
 * measured, but PCR 0 replays only if it is true.
 *
 * <pre>
 * offset  size  field
 *      0    16  Signature        "StartupLocality" NUL
 *     16     1  StartupLocality
 * </pre>
 *
 * @param locality 0, 3, or 4 with a hardware root of trust
 * @see "TCG PC Client Platform Firmware Profile, section 10.4.5.3 (TCG_EfiStartupLocalityEvent)"
 */
public record StartupLocality(int locality) implements EventData {

    private static final Bytes SIGNATURE = Bytes.utf8("StartupLocality\0");

    static boolean isAt(Bytes data) {
        return data.size() >= SIGNATURE.size()
                && data.slice(0, SIGNATURE.size()).equals(SIGNATURE);
    }

    static StartupLocality read(ByteReader in) throws MalformedEvidenceException {
        in.take("signature", SIGNATURE.size());
        int locality = in.u8("startupLocality");
        in.end();
        return new StartupLocality(locality);
    }

    @Override
    public String text() {
        return "TPM started from locality " + locality;
    }

    @Override
    public JsonObject toJson() {
        return Fields.of("startup_locality").number("locality", locality).toJson();
    }
}
