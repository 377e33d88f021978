package dev.teeproof.eventlog.data;

import dev.teeproof.codec.ByteReader;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Malformation;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.Printable;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.eventlog.model.LogLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the data of a UEFI variable says, for the variables that UEFI and shim define.
 *
 * @see "UEFI 2.10, section 3.3 (globally defined variables)"
 */
public sealed interface VariableValue {

    /** One line for a person. */
    String text();

    JsonObject toJson();

    /** The variable does not exist, or is empty: firmware measures both as no data. */
    record Unset() implements VariableValue {

        @Override
        public String text() {
            return "not set";
        }

        @Override
        public JsonObject toJson() {
            return Fields.of("unset").toJson();
        }
    }

    /**
     * SecureBoot, MokListTrusted and other variables of one byte.
     *
     * @param value 0 to 255; 1 is yes
     */
    record Flag(int value) implements VariableValue {

        public boolean isOn() {
            return value == 1;
        }

        @Override
        public String text() {
            return Integer.toString(value);
        }

        @Override
        public JsonObject toJson() {
            return Fields.of("flag").number("value", value).toJson();
        }
    }

    /** PK, KEK, db, dbx, dbt, dbr. */
    record SignatureLists(List<EfiSignatureList> lists) implements VariableValue {

        public SignatureLists {
            lists = List.copyOf(lists);
        }

        @Override
        public String text() {
            return lists.stream().map(EfiSignatureList::text).collect(Collectors.joining(", "));
        }

        @Override
        public JsonObject toJson() {
            return Fields.of("signature_lists")
                    .list("lists", lists, EfiSignatureList::toJson)
                    .toJson();
        }
    }

    /**
     * BootOrder.
     *
     * @param options the numbers of the variables Boot####, each unsigned 16 bits
     */
    record BootOrder(List<Integer> options) implements VariableValue {

        public BootOrder {
            options = List.copyOf(options);
        }

        private static String name(int option) {
            return String.format("Boot%04X", option);
        }

        @Override
        public String text() {
            return options.stream().map(BootOrder::name).collect(Collectors.joining(", "));
        }

        @Override
        public JsonObject toJson() {
            return Fields.of("boot_order")
                    .list("options", options, option -> new JsonString(name(option)))
                    .toJson();
        }
    }

    /**
     * Boot####: what firmware may boot.
     *
     * <pre>
     * offset  size  field
     *      0     4  Attributes
     *      4     2  FilePathListLength
     *      6     n  Description          UTF-16 with NUL
     *    6+n     l  FilePathList         device paths
     *  6+n+l     m  OptionalData
     * </pre>
     *
     * @param attributes unsigned 32 bits; bit 0 is LOAD_OPTION_ACTIVE
     * @param description without its NUL, as stated
     * @see "UEFI 2.10, section 3.1.3 (EFI_LOAD_OPTION)"
     */
    record LoadOption(long attributes, String description, List<DevicePath> paths, Bytes optionalData)
            implements VariableValue {

        public LoadOption {
            paths = List.copyOf(paths);
        }

        public boolean isActive() {
            return (attributes & 1) != 0;
        }

        private static LoadOption read(ByteReader in, LogLimits limits) throws MalformedEvidenceException {
            long attributes = in.u32le("attributes");
            int size = in.u16le("filePathListLength");
            String description = Utf16.takeTerminated(in, "description");
            List<DevicePath> paths = DevicePath.readAll(in.slice("filePathList", size), limits);
            return new LoadOption(attributes, description, paths, in.rest());
        }

        @Override
        public String text() {
            String where = paths.stream().map(DevicePath::text).collect(Collectors.joining(" "));
            return Printable.of(description)
                    + (where.isEmpty() ? "" : ": " + where)
                    + (isActive() ? "" : " (inactive)");
        }

        @Override
        public JsonObject toJson() {
            return Fields.of("load_option")
                    .number("attributes", attributes)
                    .text("description", description)
                    .list("paths", paths, path -> new JsonString(path.text()))
                    .hex("optional_data", optionalData)
                    .toJson();
        }
    }

    /** SbatLevel: text, lines of comma-separated values. */
    record Text(String value) implements VariableValue {

        @Override
        public String text() {
            return Printable.of(value.strip());
        }

        @Override
        public JsonObject toJson() {
            return Fields.of("text").text("value", value).toJson();
        }
    }

    /** Any other variable's data. */
    record Other(Bytes data) implements VariableValue {

        @Override
        public String text() {
            return new EventData.Raw(data).text();
        }

        @Override
        public JsonObject toJson() {
            return Fields.of("other").hex("data", data).toJson();
        }
    }

    /** Reads the data of the variable with this name. */
    static VariableValue read(EfiGuid vendor, String name, ByteReader in, LogLimits limits)
            throws MalformedEvidenceException {
        if (in.remaining() == 0) {
            return new Unset();
        }
        return switch (VariableKind.of(vendor, name)) {
            case FLAG -> {
                Flag flag = new Flag(in.u8("value"));
                in.end();
                yield flag;
            }
            case SIGNATURES -> new SignatureLists(EfiSignatureList.readAll(in, limits));
            case BOOT_ORDER -> bootOrder(in);
            case LOAD_OPTION -> LoadOption.read(in, limits);
            case TEXT -> new Text(Ascii.untilNul(in.rest()).toUtf8("event.variableData"));
            case OTHER -> new Other(in.rest());
        };
    }

    private static BootOrder bootOrder(ByteReader in) throws MalformedEvidenceException {
        if (in.remaining() % 2 != 0) {
            throw in.fault(Malformation.BAD_LENGTH, "bootOrder", "a whole number of 16-bit numbers");
        }
        List<Integer> options = new ArrayList<>(in.remaining() / 2);
        while (in.remaining() > 0) {
            options.add(in.u16le("option"));
        }
        return new BootOrder(options);
    }
}
