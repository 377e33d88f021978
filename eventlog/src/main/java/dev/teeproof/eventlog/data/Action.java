package dev.teeproof.eventlog.data;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.Printable;
import dev.teeproof.codec.json.JsonObject;

/**
 * Something that firmware did, as text without NUL. EV_ACTION, EV_EFI_ACTION, EV_OMIT_BOOT_DEVICE_EVENTS, EV_COMPACT_HASH
 * and EV_EFI_HCRTM_EVENT; data that is no text is raw.
 *
 * @see "TCG PC Client Platform Firmware Profile, section 10.4.4"
 */
public record Action(String action) implements EventData {

    public static final String CALLING_APPLICATION = "Calling EFI Application from Boot Option";
    public static final String RETURNING_FROM_APPLICATION = "Returning from EFI Application from Boot Option";
    public static final String EXIT_BOOT_SERVICES = "Exit Boot Services Invocation";
    public static final String EXIT_BOOT_SERVICES_SUCCESS = "Exit Boot Services Returned with Success";
    public static final String EXIT_BOOT_SERVICES_FAILURE = "Exit Boot Services Returned with Failure";
    public static final String DEBUG_MODE = "UEFI Debug Mode";
    public static final String DMA_PROTECTION_DISABLED = "DMA Protection Disabled";

    static EventData read(Bytes data) {
        try {
            return new Action(data.toUtf8("action"));
        } catch (MalformedEvidenceException e) {
            return new Raw(data);
        }
    }

    @Override
    public String text() {
        return Printable.of(action);
    }

    @Override
    public JsonObject toJson() {
        return Fields.of("action").text("action", action).toJson();
    }
}
