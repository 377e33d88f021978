package dev.teeproof.eventlog.data;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.Printable;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.eventlog.model.LogLimits;

/**
 * A UEFI variable as it was measured. EV_EFI_VARIABLE_DRIVER_CONFIG, EV_EFI_VARIABLE_BOOT and EV_EFI_VARIABLE_BOOT2.
 *
 * <pre>
 * offset  size  field
 *      0    16  VariableName         the vendor's GUID
 *     16     8  UnicodeNameLength    in 16-bit characters
 *     24     8  VariableDataLength
 *     32    2n  UnicodeName          UTF-16 without NUL
 *  32+2n     d  VariableData
 * </pre>
 *
 * Lengths are read as 64 bits, as firmware with 64 bits writes them.
 *
 * @param vendor whose namespace the name belongs to
 * @param name as stated
 * @param rest bytes behind the data, which old versions of shim leave there
 * @see "TCG PC Client Platform Firmware Profile, section 10.2.6 (UEFI_VARIABLE_DATA)"
 */
public record UefiVariable(EfiGuid vendor, String name, Bytes data, VariableValue value, Bytes rest)
        implements EventData {

    static UefiVariable read(ByteReader in, LogLimits limits) throws MalformedEvidenceException {
        Fixed fixed = Fixed.read(in, limits);
        ByteReader data = in.within("variableData", fixed.data);
        VariableValue value = VariableValue.read(fixed.vendor, fixed.name, data, limits);
        return new UefiVariable(fixed.vendor, fixed.name, fixed.data, value, fixed.rest);
    }

    /** The structure, before anything is made of the data. */
    record Fixed(EfiGuid vendor, String name, Bytes data, Bytes rest) {

        static Fixed read(ByteReader in, LogLimits limits) throws MalformedEvidenceException {
            EfiGuid vendor = EfiGuid.read(in, "variableName");
            long nameLength = in.u64le("unicodeNameLength");
            long dataLength = in.u64le("variableDataLength");
            if (Long.compareUnsigned(nameLength, limits.variableName()) > 0) {
                throw in.fault(
                        Malformation.LIMIT_EXCEEDED,
                        "unicodeNameLength",
                        16,
                        "at most " + limits.variableName() + " characters");
            }
            if (Long.compareUnsigned(dataLength, limits.variableData()) > 0) {
                throw in.fault(
                        Malformation.LIMIT_EXCEEDED,
                        "variableDataLength",
                        24,
                        "at most " + limits.variableData() + " bytes");
            }
            String name = Utf16.take(in, "unicodeName", (int) nameLength * 2);
            Bytes data = in.take("variableData", dataLength);
            return new Fixed(vendor, name, data, in.rest());
        }
    }

    @Override
    public String text() {
        return Printable.of(name) + ": " + value.text();
    }

    @Override
    public JsonObject toJson() {
        return Fields.of("uefi_variable")
                .text("vendor", vendor.toString())
                .text("name", name)
                .hex("data", data)
                .value("value", value.toJson())
                .toJson();
    }
}
