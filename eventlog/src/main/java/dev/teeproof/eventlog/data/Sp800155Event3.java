package dev.teeproof.eventlog.data;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.Printable;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.eventlog.model.LogLimits;
import java.util.Optional;

/**
 * Where the reference measurements of the firmware are to be found. An EV_NO_ACTION: nothing measures it, so it is a hint
 * and what it leads to has to prove itself.
 *
 * <pre>
 * offset  size  field
 *      0    16  Signature                 "SP800-155 Event3"
 *     16     4  PlatformManufacturerId    IANA number
 *     20    16  ReferenceManifestGuid
 *     36   1+n  PlatformManufacturerStr, PlatformModel, PlatformVersion, FirmwareManufacturerStr
 *            4  FirmwareManufacturerId
 *          1+n  FirmwareVersion
 *            4  RimLocatorType
 *          4+n  RimLocator
 *            4  PlatformCertLocatorType
 *          4+n  PlatformCertLocator
 * </pre>
 *
 * Zero bytes may follow. Texts have their size in front, their NUL included.
 *
 * @see "TCG PC Client Platform Firmware Profile, section 10.4.5.2 (TCG_Sp800_155_PlatformId_Event3)"
 */
public record Sp800155Event3(
        long platformManufacturerId,
        EfiGuid referenceManifest,
        String platformManufacturer,
        String platformModel,
        String platformVersion,
        String firmwareManufacturer,
        long firmwareManufacturerId,
        String firmwareVersion,
        Locator rim,
        Locator certificate)
        implements EventData {

    private static final Bytes SIGNATURE = Bytes.utf8("SP800-155 Event3");

    /**
     * Where something is.
     *
     * @param type 0 the thing itself, 1 URI, 2 device path, 3 UEFI variable; unsigned 32 bits
     */
    public record Locator(long type, Bytes value) {

        private static Locator read(ByteReader in, String field, LogLimits limits) throws MalformedEvidenceException {
            long type = in.u32le(field + "Type");
            int at = in.position();
            long size = in.u32le(field + "Length");
            if (size > limits.variableData()) {
                throw in.fault(Malformation.LIMIT_EXCEEDED, field, at, "at most " + limits.variableData() + " bytes");
            }
            return new Locator(type, in.take(field, size));
        }

        /** The URI, if it is one; as stated. */
        public Optional<String> uri() {
            return type == 1 ? Ascii.padded(value) : Optional.empty();
        }

        /** The name of the UEFI variable that holds it, behind its vendor's GUID, if it is in one; as stated. */
        public Optional<String> variable() {
            if (type != 3 || value.size() < EfiGuid.SIZE) {
                return Optional.empty();
            }
            String name = Utf16.untilNul(Utf16.lossy(value.slice(EfiGuid.SIZE, value.size())));
            return Optional.of(new EfiGuid(value.slice(0, EfiGuid.SIZE)) + "-" + name);
        }

        String text() {
            return uri().or(this::variable).map(Printable::of).orElseGet(() -> new Raw(value).text());
        }

        JsonObject toJson() {
            return new Fields()
                    .number("type", type)
                    .text("uri", uri())
                    .text("variable", variable())
                    .hex("value", value)
                    .toJson();
        }
    }

    static boolean isAt(Bytes data) {
        return data.size() >= SIGNATURE.size()
                && data.slice(0, SIGNATURE.size()).equals(SIGNATURE);
    }

    static Sp800155Event3 read(ByteReader in, LogLimits limits) throws MalformedEvidenceException {
        in.take("signature", SIGNATURE.size());
        Sp800155Event3 read = new Sp800155Event3(
                in.u32le("platformManufacturerId"),
                EfiGuid.read(in, "referenceManifestGuid"),
                FirmwareBlob2.description(in, "platformManufacturer"),
                FirmwareBlob2.description(in, "platformModel"),
                FirmwareBlob2.description(in, "platformVersion"),
                FirmwareBlob2.description(in, "firmwareManufacturer"),
                in.u32le("firmwareManufacturerId"),
                FirmwareBlob2.description(in, "firmwareVersion"),
                Locator.read(in, "rimLocator", limits),
                Locator.read(in, "platformCertLocator", limits));
        int at = in.position();
        if (!in.rest().isZero()) {
            throw in.fault(Malformation.TRAILING_BYTES, "padding", at, "zero bytes");
        }
        return read;
    }

    @Override
    public String text() {
        return Printable.of(platformManufacturer + " " + platformModel + ", firmware " + firmwareVersion)
                + "; reference measurements: " + rim.text();
    }

    @Override
    public JsonObject toJson() {
        return Fields.of("sp800_155_event3")
                .number("platform_manufacturer_id", platformManufacturerId)
                .text("reference_manifest", referenceManifest.toString())
                .text("platform_manufacturer", platformManufacturer)
                .text("platform_model", platformModel)
                .text("platform_version", platformVersion)
                .text("firmware_manufacturer", firmwareManufacturer)
                .number("firmware_manufacturer_id", firmwareManufacturerId)
                .text("firmware_version", firmwareVersion)
                .value("rim", rim.toJson())
                .value("certificate", certificate.toJson())
                .toJson();
    }
}
