package dev.teeproof.eventlog.claims;

import static dev.teeproof.eventlog.model.EventType.*;

import dev.teeproof.codec.Base64Text;
import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonArray;
import dev.teeproof.codec.json.JsonBoolean;
import dev.teeproof.codec.json.JsonNull;
import dev.teeproof.codec.json.JsonNumber;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.eventlog.data.EfiGuid;
import dev.teeproof.eventlog.data.TaggedEvent;
import dev.teeproof.eventlog.data.Utf16;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The member {@code details} of {@link TrusteeClaims}, by event type. */
final class TrusteeDetails {

    /** Its maps are ordered by the bytes of UTF-8, which is the order of code points. */
    private static final Comparator<String> BY_CODE_POINT = (left, right) -> {
        int[] a = left.codePoints().toArray();
        int[] b = right.codePoints().toArray();
        return Arrays.compare(a, b);
    };

    private TrusteeDetails() {}

    static JsonObject of(long type, Bytes data, String path) throws MalformedEvidenceException {
        return switch ((int) type) {
            case (int) EV_POST_CODE,
                    (int) EV_ACTION,
                    (int) EV_COMPACT_HASH,
                    (int) EV_OMIT_BOOT_DEVICE_EVENTS,
                    (int) EV_EFI_ACTION -> string(data.toUtf8(path));
            case (int) EV_EVENT_TAG -> tag(data, path);
            case (int) EV_PLATFORM_CONFIG_FLAGS -> string(flags(data));
            case (int) EV_IPL -> string(ipl(data, path));
            case (int) EV_EFI_VARIABLE_DRIVER_CONFIG,
                    (int) EV_EFI_VARIABLE_BOOT,
                    (int) EV_EFI_VARIABLE_BOOT2,
                    (int) EV_EFI_VARIABLE_AUTHORITY -> variable(data, path);
            case (int) EV_EFI_BOOT_SERVICES_APPLICATION -> application(data, path);
            case (int) EV_EFI_PLATFORM_FIRMWARE_BLOB2, (int) EV_EFI_HANDOFF_TABLES2 -> string(description(data, path));
            default -> object(Map.of());
        };
    }

    private static JsonObject object(Map<String, JsonValue> members) {
        return JsonObject.of(members);
    }

    private static JsonObject string(String value) {
        return object(Map.of("string", new JsonString(value)));
    }

    /** The first tag alone; what follows it is ignored. */
    private static JsonObject tag(Bytes data, String path) throws MalformedEvidenceException {
        ByteReader in = ByteReader.of(data, path);
        long id = in.u32le("id");
        Bytes text = in.take("data", in.u32le("size"));
        String shown = lossy(text).replace("\0", "");
        if (id != TaggedEvent.AAEL) {
            return string(shown);
        }
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("data", aael(text.toUtf8(path), path));
        members.put("string", new JsonString(shown));
        members.put("unicode_name", new JsonString("AAEL"));
        return object(members);
    }

    private static JsonObject aael(String text, String path) throws MalformedEvidenceException {
        int first = text.indexOf(' ');
        int second = first < 0 ? -1 : text.indexOf(' ', first + 1);
        if (second < 0) {
            throw new MalformedEvidenceException(Malformation.BAD_VALUE, path, 0, "a domain, an operation and content");
        }
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("content", content(text.substring(second + 1)));
        members.put("domain", new JsonString(text.substring(0, first)));
        members.put("operation", new JsonString(text.substring(first + 1, second)));
        return object(members);
    }

    /**
     * Any JSON value as that value, its members sorted; anything else as text. Text that only our stricter reader refuses (a
     * member that stands twice, more than 32 levels) stays text.
     */
    private static JsonValue content(String text) {
        try {
            return sorted(Json.read(Bytes.utf8(text), "content"));
        } catch (MalformedEvidenceException e) {
            return new JsonString(text);
        }
    }

    private static JsonValue sorted(JsonValue value) {
        return switch (value) {
            case JsonObject object -> {
                Map<String, JsonValue> members = new TreeMap<>(BY_CODE_POINT);
                object.members().forEach((name, member) -> members.put(name, sorted(member)));
                yield JsonObject.of(members);
            }
            case JsonArray array ->
                JsonArray.of(
                        array.elements().stream().map(TrusteeDetails::sorted).toList());
            case JsonString string -> string;
            case JsonNumber number -> number;
            case JsonBoolean bool -> bool;
            case JsonNull nothing -> nothing;
        };
    }

    /** Without control characters; U+0010, which td-shim's length field has, becomes a blank. */
    private static String flags(Bytes data) {
        String text;
        try {
            text = data.toUtf8("flags");
        } catch (MalformedEvidenceException e) {
            return "";
        }
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c == 0x10 ? ' ' : c)
                .filter(c -> !Character.isISOControl(c))
                .forEach(shown::appendCodePoint);
        return shown.toString();
    }

    /** A dot in UTF-16 in front is taken for a mark of Google's: it and the last character are dropped. */
    private static String ipl(Bytes data, String path) throws MalformedEvidenceException {
        int size = data.size();
        if (size < 2) {
            throw new MalformedEvidenceException(Malformation.TRUNCATED, path, 0, "two bytes or more");
        }
        if (data.at(0) == '.' && data.at(1) == 0) {
            if (size == 2 || size % 2 != 0) {
                throw new MalformedEvidenceException(Malformation.BAD_LENGTH, path, 0, "UTF-16 text");
            }
            return Utf16.lossy(data.slice(2, size - 2));
        }
        int end = 0;
        while (end < size && data.at(end) != 0) {
            end++;
        }
        try {
            return data.slice(0, end).toUtf8(path);
        } catch (MalformedEvidenceException e) {
            return data.toHex();
        }
    }

    private static JsonObject variable(Bytes data, String path) throws MalformedEvidenceException {
        ByteReader in = ByteReader.of(data, path);
        EfiGuid vendor = new EfiGuid(in.take("variable_name", EfiGuid.SIZE));
        long nameLength = in.u64le("unicode_name_length");
        long dataLength = in.u64le("variable_data_length");
        if (nameLength < 0 || nameLength > in.remaining() / 2) {
            throw in.fault(Malformation.TRUNCATED, "unicode_name", "a name as long as it says");
        }
        Optional<String> name = Utf16.strict(in.take("unicode_name", 2 * nameLength));
        if (name.isEmpty()) {
            throw in.fault(Malformation.NOT_TEXT, "unicode_name", "UTF-16 text");
        }
        Bytes value = in.take("variable_data", dataLength);
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put("unicode_name", new JsonString(name.get()));
        members.put("unicode_name_length", JsonNumber.of(nameLength));
        members.put("variable_data", new JsonString(Base64Text.encode(value)));
        members.put("variable_data_length", JsonNumber.of(dataLength));
        members.put("variable_name", new JsonString(vendor.inByteOrder()));
        return object(members);
    }

    private static JsonObject application(Bytes data, String path) throws MalformedEvidenceException {
        ByteReader in = ByteReader.of(data, path);
        in.take("image", 24);
        long length = in.u64le("length");
        if (length == 0) {
            return object(Map.of());
        }
        List<JsonString> nodes = TrusteeDevicePath.of(in.slice("device_paths", length - 4)).stream()
                .map(JsonString::new)
                .toList();
        return object(Map.of("device_paths", JsonArray.of(nodes)));
    }

    /** The size counts its own byte, so the last byte of the text, mostly its NUL, is lost. */
    private static String description(Bytes data, String path) throws MalformedEvidenceException {
        ByteReader in = ByteReader.of(data, path);
        int size = in.u8("size");
        if (size == 0) {
            throw in.fault(Malformation.BAD_LENGTH, "size", 0, "a description");
        }
        return in.take("description", size - 1).toUtf8(path);
    }

    private static String lossy(Bytes bytes) {
        return new String(bytes.toArray(), StandardCharsets.UTF_8);
    }
}
