package dev.teeproof.eventlog.data;

import static dev.teeproof.eventlog.model.EventType.*;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.Printable;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.eventlog.model.Content;
import dev.teeproof.eventlog.model.LogLimits;
import dev.teeproof.eventlog.model.LogRecord;
import java.util.Optional;

/**
 * The data of a TCG event, decoded as its type says. The type itself is covered by no digest, and the data only where {@link
 * Binding} says so.
 *
 * @see "TCG PC Client Platform Firmware Profile, section 10.4"
 */
public sealed interface EventData
        permits EventData.Malformed,
                EventData.Raw,
                Action,
                CrtmVersion,
                FirmwareBlob,
                FirmwareBlob2,
                GptEvent,
                HandoffTables,
                HandoffTables2,
                ImageLoad,
                IplText,
                NonHostInfo,
                PlatformLabel,
                Separator,
                Sp800155Event3,
                StartupLocality,
                TaggedEvent,
                UefiVariable,
                VariableAuthority {

    /** One line for a person, fit for a terminal. */
    String text();

    /** For programs: the member {@code kind} says what it is, and fixes the others. */
    JsonObject toJson();

    /**
     * Data that does not have the structure of its type.
     *
     * @param reason for people
     * @param offset in bytes, in the part of the data that the reason names
     */
    record Malformed(String reason, long offset) implements EventData {

        @Override
        public String text() {
            return "malformed: " + Printable.of(reason);
        }

        @Override
        public JsonObject toJson() {
            return Fields.of("malformed")
                    .text("reason", reason)
                    .number("offset", offset)
                    .toJson();
        }
    }

    /** Data whose type gives it no structure, or none that is known here. */
    record Raw(Bytes data) implements EventData {

        private static final int SHOWN = 32;

        @Override
        public String text() {
            return data.size() <= SHOWN ? data.toHex() : data.slice(0, SHOWN).toHex() + "… (" + data.size() + " bytes)";
        }

        @Override
        public JsonObject toJson() {
            return Fields.of("raw").hex("data", data).toJson();
        }
    }

    /** Decodes data; never throws for what it finds in it. */
    static EventData decode(long eventType, Bytes data, LogLimits limits) {
        try {
            if (data.size() > limits.eventData()) {
                throw new MalformedEvidenceException(
                        Malformation.LIMIT_EXCEEDED, "event", 0, "at most " + limits.eventData() + " bytes");
            }
            return read(eventType, data, limits);
        } catch (MalformedEvidenceException e) {
            return new Malformed(e.inWords(), e.offset());
        }
    }

    /** The data of a TCG event, also of one that dstack carries; empty for a record with other content. */
    static Optional<EventData> decode(LogRecord event, LogLimits limits) {
        return switch (event.content()) {
            case Content.PcClient tcg -> Optional.of(decode(tcg.eventType(), tcg.data(), limits));
            case Content.Dstack dstack ->
                dstack.isRuntime() || dstack.payload().isEmpty()
                        ? Optional.empty()
                        : Optional.of(decode(dstack.eventType(), dstack.payload(), limits));
            case Content.Management management -> Optional.empty();
            case Content.ImaTemplate ima -> Optional.empty();
            case Content.ImaTlv ima -> Optional.empty();
            case Content.Systemd systemd -> Optional.empty();
            case Content.Cos cos -> Optional.empty();
            case Content.NelrLine line -> Optional.empty();
            case Content.Opaque opaque -> Optional.empty();
        };
    }

    private static EventData read(long eventType, Bytes data, LogLimits limits) throws MalformedEvidenceException {
        ByteReader in = ByteReader.of(data, "event");
        if (eventType >>> 32 != 0) {
            return new Raw(data);
        }
        return switch ((int) eventType) {
            case (int) EV_NO_ACTION -> noAction(in, data, limits);
            case (int) EV_SEPARATOR -> Separator.read(in);
            case (int) EV_ACTION,
                    (int) EV_EFI_ACTION,
                    (int) EV_OMIT_BOOT_DEVICE_EVENTS,
                    (int) EV_EFI_HCRTM_EVENT,
                    (int) EV_COMPACT_HASH -> Action.read(data);
            case (int) EV_EVENT_TAG -> TaggedEvent.read(in);
            case (int) EV_S_CRTM_VERSION -> CrtmVersion.read(data);
            case (int) EV_POST_CODE,
                    (int) EV_S_CRTM_CONTENTS,
                    (int) EV_CPU_MICROCODE,
                    (int) EV_PLATFORM_CONFIG_FLAGS,
                    (int) EV_TABLE_OF_DEVICES,
                    (int) EV_NONHOST_CODE,
                    (int) EV_NONHOST_CONFIG -> PlatformLabel.read(eventType, data);
            case (int) EV_IPL -> IplText.read(data);
            case (int) EV_NONHOST_INFO -> NonHostInfo.read(data);
            case (int) EV_EFI_VARIABLE_DRIVER_CONFIG, (int) EV_EFI_VARIABLE_BOOT, (int) EV_EFI_VARIABLE_BOOT2 ->
                UefiVariable.read(in, limits);
            case (int) EV_EFI_VARIABLE_AUTHORITY -> VariableAuthority.read(in, limits);
            case (int) EV_EFI_BOOT_SERVICES_APPLICATION,
                    (int) EV_EFI_BOOT_SERVICES_DRIVER,
                    (int) EV_EFI_RUNTIME_SERVICES_DRIVER -> ImageLoad.read(in, limits);
            case (int) EV_EFI_GPT_EVENT, (int) EV_EFI_GPT_EVENT2 -> GptEvent.read(in);
            case (int) EV_EFI_PLATFORM_FIRMWARE_BLOB -> FirmwareBlob.read(in);
            case (int) EV_EFI_PLATFORM_FIRMWARE_BLOB2, (int) EV_POST_CODE2 -> FirmwareBlob2.read(in);
            case (int) EV_EFI_HANDOFF_TABLES -> HandoffTables.read(in);
            case (int) EV_EFI_HANDOFF_TABLES2 -> HandoffTables2.read(in);
            default -> new Raw(data);
        };
    }

    private static EventData noAction(ByteReader in, Bytes data, LogLimits limits) throws MalformedEvidenceException {
        if (StartupLocality.isAt(data)) {
            return StartupLocality.read(in);
        }
        return Sp800155Event3.isAt(data) ? Sp800155Event3.read(in, limits) : new Raw(data);
    }
}
