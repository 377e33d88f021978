package dev.teeproof.eventlog.data;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.Printable;
import dev.teeproof.codec.json.JsonObject;
import java.util.Optional;

/**
 * What a boot loader says about what it measured. EV_IPL; every boot loader has its own way, and its digest is never of all
 * the data. Data that is no text is raw.
 *
 * @param kind which way
 * @param prefix that the kind is known by: {@code grub_cmd: }; empty for kinds without
 * @param said the text behind the prefix, without NUL and what follows it
 * @see "GNU GRUB Manual, section Measured Boot; systemd-stub(7), section TPM PCR Notes; shim, README.tpm"
 */
public record IplText(Kind kind, String prefix, String said) implements EventData {

    /** Which boot loader says what. */
    public enum Kind {
        /** GRUB ran a command. */
        GRUB_COMMAND,
        /** GRUB's command line for the kernel, with the kernel's path in front. */
        KERNEL_COMMAND_LINE,
        /** GRUB's command line for a module. */
        MODULE_COMMAND_LINE,
        /** GRUB of Fedora's loaded a kernel or initial RAM disk: a file whose name is not said. */
        GRUB_FILE,
        /** shim read a variable. */
        SHIM_VARIABLE,
        /** systemd-stub measured a section of its image. */
        SECTION,
        /** systemd-boot's command line for the kernel, in UTF-16. */
        UTF16_COMMAND_LINE,
        /** Anything else: with GRUB the path of a file. */
        OTHER
    }

    /** The prefixes of GRUB whose text the digest covers, longest first where one begins another. */
    enum Prefix {
        GRUB_CMD("grub_cmd: ", Kind.GRUB_COMMAND, false),
        KERNEL_CMDLINE("kernel_cmdline: ", Kind.KERNEL_COMMAND_LINE, false),
        MODULE_CMDLINE("module_cmdline: ", Kind.MODULE_COMMAND_LINE, false),
        OLD_KERNEL_CMDLINE("grub_kernel_cmdline ", Kind.KERNEL_COMMAND_LINE, false),
        OLD_GRUB_CMD("grub_cmd ", Kind.GRUB_COMMAND, true);

        private final String text;
        private final Kind kind;
        private final boolean withNul;

        Prefix(String text, Kind kind, boolean withNul) {
            this.text = text;
            this.kind = kind;
            this.withNul = withNul;
        }

        int size() {
            return text.length();
        }

        /** Whether the producer hashes the NUL too. */
        boolean withNul() {
            return withNul;
        }

        static Optional<Prefix> at(Bytes data) {
            for (Prefix prefix : values()) {
                if (prefix.isAt(data)) {
                    return Optional.of(prefix);
                }
            }
            return Optional.empty();
        }

        private boolean isAt(Bytes data) {
            if (data.size() < text.length()) {
                return false;
            }
            for (int i = 0; i < text.length(); i++) {
                if (data.at(i) != text.charAt(i)) {
                    return false;
                }
            }
            return true;
        }
    }

    static EventData read(Bytes data) {
        Optional<Prefix> prefix = Prefix.at(data);
        if (prefix.isEmpty() && isUtf16(data)) {
            String text = Utf16.untilNul(Utf16.lossy(data));
            return new IplText(text.startsWith(".") ? Kind.SECTION : Kind.UTF16_COMMAND_LINE, "", text);
        }
        try {
            String all = Ascii.untilNul(data).toUtf8("event.ipl");
            return prefix.map(known -> new IplText(known.kind, known.text, all.substring(known.size())))
                    .orElseGet(() -> new IplText(other(all), "", all));
        } catch (MalformedEvidenceException e) {
            return new Raw(data);
        }
    }

    /** An ASCII character and a NUL byte: no UTF-8 text of any use begins so. */
    static boolean isUtf16(Bytes data) {
        return data.size() >= 4 && data.at(0) >= 0x20 && data.at(0) < 0x7f && data.at(1) == 0 && data.at(2) != 0;
    }

    private static Kind other(String text) {
        if (text.startsWith("grub_linuxefi ")) {
            return Kind.GRUB_FILE;
        }
        return switch (text) {
            case "MokList", "MokListX", "MokListTrusted", "Shim" -> Kind.SHIM_VARIABLE;
            default -> Kind.OTHER;
        };
    }

    /** Whether the text is one that GRUB's digest should cover. */
    public boolean isCommand() {
        return switch (kind) {
            case GRUB_COMMAND, KERNEL_COMMAND_LINE, MODULE_COMMAND_LINE -> true;
            case GRUB_FILE, SHIM_VARIABLE, SECTION, UTF16_COMMAND_LINE, OTHER -> false;
        };
    }

    /** Prefix and text, as stated. */
    public String whole() {
        return prefix + said;
    }

    @Override
    public String text() {
        return Printable.of(whole());
    }

    @Override
    public JsonObject toJson() {
        return Fields.of("ipl")
                .text("source", kind.name())
                .text("prefix", prefix)
                .text("text", said)
                .toJson();
    }
}
