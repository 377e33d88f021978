package dev.teeproof.eventlog.data;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Printable;
import dev.teeproof.codec.json.JsonObject;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The version of the first code that ran: UTF-16 text with NUL, a GUID, or whatever else a vendor puts there.
 * EV_S_CRTM_VERSION.
 *
 * @param data as measured
 * @param version the text without its NUL, if it is text
 * @see "TCG PC Client Platform Firmware Profile, section 10.4.1 (EV_S_CRTM_VERSION)"
 */
public record CrtmVersion(Bytes data, Optional<String> version) implements EventData {

    private static final String GCE = "GCE Virtual Firmware v";

    static CrtmVersion read(Bytes data) {
        int size = data.size();
        if (size < 4 || size % 2 != 0 || data.at(size - 1) != 0 || data.at(size - 2) != 0) {
            return new CrtmVersion(data, Optional.empty());
        }
        Optional<String> text = Utf16.strict(data.slice(0, size - 2));
        boolean printable = text.isPresent() && Printable.of(text.get()).equals(text.get());
        return new CrtmVersion(data, printable ? text : Optional.empty());
    }

    /** The version of Google's firmware, if it is that. */
    public OptionalLong gceVersion() {
        String number = version.filter(text -> text.startsWith(GCE))
                .map(text -> text.substring(GCE.length()))
                .orElse("");
        boolean decimal = !number.isEmpty()
                && number.length() <= 10
                && number.chars().allMatch(digit -> digit >= '0' && digit <= '9');
        long value = decimal ? Long.parseLong(number) : -1;
        return value >= 0 && value <= 0xffff_ffffL ? OptionalLong.of(value) : OptionalLong.empty();
    }

    /** The data as GUID, if it may be one. */
    public Optional<EfiGuid> guid() {
        return version.isEmpty() && data.size() == EfiGuid.SIZE ? Optional.of(new EfiGuid(data)) : Optional.empty();
    }

    @Override
    public String text() {
        return version.or(() -> guid().map(EfiGuid::toString)).orElseGet(() -> new Raw(data).text());
    }

    @Override
    public JsonObject toJson() {
        return Fields.of("crtm_version")
                .text("version", version)
                .text("guid", guid().map(EfiGuid::toString))
                .hex("data", data)
                .toJson();
    }
}
