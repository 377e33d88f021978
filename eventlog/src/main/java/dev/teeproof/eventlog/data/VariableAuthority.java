package dev.teeproof.eventlog.data;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.Printable;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.eventlog.data.UefiVariable.Fixed;
import dev.teeproof.eventlog.model.LogLimits;
import java.util.Optional;

/**
 * The entry of a signature database by which an image was allowed to run, or a setting of shim's. EV_EFI_VARIABLE_AUTHORITY:
 * the structure of {@link UefiVariable}, whose data is one EFI_SIGNATURE_DATA. Old versions of shim leave out the owner.
 *
 * @param name of the variable that holds the entry: {@code db}, {@code Shim}, …
 * @param signature the entry; absent for SbatLevel and MokListTrusted
 * @param setting the data of those two; otherwise as of an unknown variable
 * @param rest bytes behind the data, which old versions of shim leave there
 * @see "TCG PC Client Platform Firmware Profile, section 3.3.4.8"
 */
public record VariableAuthority(
        EfiGuid vendor, String name, Bytes data, Optional<EfiSignature> signature, VariableValue setting, Bytes rest)
        implements EventData {

    private static final int SEQUENCE = 0x30;

    static VariableAuthority read(ByteReader in, LogLimits limits) throws MalformedEvidenceException {
        Fixed fixed = Fixed.read(in, limits);
        Bytes data = fixed.data();
        boolean isSetting = fixed.vendor().equals(EfiGuid.SHIM_LOCK)
                && (fixed.name().equals("SbatLevel") || fixed.name().equals("MokListTrusted"));
        if (isSetting) {
            VariableValue setting =
                    VariableValue.read(fixed.vendor(), fixed.name(), in.within("variableData", data), limits);
            return new VariableAuthority(fixed.vendor(), fixed.name(), data, Optional.empty(), setting, fixed.rest());
        }
        VariableValue other = data.isEmpty() ? new VariableValue.Unset() : new VariableValue.Other(data);
        return new VariableAuthority(fixed.vendor(), fixed.name(), data, entry(data), other, fixed.rest());
    }

    private static Optional<EfiSignature> entry(Bytes data) {
        if (isDer(data)) {
            return Optional.of(new EfiSignature(Optional.empty(), data));
        }
        if (data.size() <= EfiGuid.SIZE) {
            return Optional.empty();
        }
        EfiGuid owner = new EfiGuid(data.slice(0, EfiGuid.SIZE));
        return Optional.of(new EfiSignature(Optional.of(owner), data.slice(EfiGuid.SIZE, data.size())));
    }

    /** The certificate, if the entry is one; DER by its outermost length, otherwise not checked. */
    public Optional<Bytes> certificate() {
        return signature.map(EfiSignature::data).filter(VariableAuthority::isDer);
    }

    /** Whether the bytes are one DER SEQUENCE with a length of two bytes, as every certificate of use is. */
    static boolean isDer(Bytes data) {
        return data.size() > 4
                && data.at(0) == SEQUENCE
                && data.at(1) == 0x82
                && (data.at(2) << 8 | data.at(3)) + 4 == data.size();
    }

    @Override
    public String text() {
        String what = certificate()
                .map(certificate -> "a certificate of " + certificate.size() + " bytes")
                .orElseGet(setting::text);
        return Printable.of(name) + ": " + what;
    }

    @Override
    public JsonObject toJson() {
        Fields fields = Fields.of("variable_authority")
                .text("vendor", vendor.toString())
                .text("name", name)
                .hex("data", data);
        signature.ifPresentOrElse(
                entry -> fields.value("signature", entry.toJson()), () -> fields.value("value", setting.toJson()));
        return fields.toJson();
    }
}
