package dev.teeproof.cli;

import dev.teeproof.codec.Base64Text;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.image.sev.CpuType;
import dev.teeproof.image.sev.KernelHashes;
import dev.teeproof.image.sev.OvmfImage;
import dev.teeproof.image.sev.VmmType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The options of the commands that compute launch digests, by the names that users of sev-snp-measure know. */
record LaunchOptions(ParseResult parsed, InputFiles files) {

    /** What sev-snp-measure has besides, and what to say to whoever asks for it. */
    private static final Map<String, String> NOT_HERE = Map.of(
            "--mode", "the mode is a command here: teeproof measure snp, sev-es, sev or ovmf-hash",
            "--svsm", "launches with an SVSM are not computed yet",
            "--vars-size", "launches with an SVSM are not computed yet",
            "--vars-file", "launches with an SVSM are not computed yet",
            "--dump-vmsa", "save areas are not written to files");

    static final String EXIT_STATUS = "Exit status: 0 computed, 2 usage, unreadable input, or a launch that cannot be.";

    static LaunchOptions of(ParseResult parsed, Terminal terminal) throws UnusableInputException {
        for (Map.Entry<String, String> entry : NOT_HERE.entrySet()) {
            if (parsed.hasMatchedOption(entry.getKey())) {
                throw new UnusableInputException(entry.getKey() + ": " + entry.getValue());
            }
        }
        return new LaunchOptions(parsed, new InputFiles(terminal.in()));
    }

    /** The firmware, how to print, and the refused ones. */
    static void addFirmwareTo(CommandSpec spec) {
        spec.addOption(Options.text("--ovmf", "FILE")
                .required(true)
                .description("The firmware image; - reads standard input.")
                .build());
        spec.addOption(Options.text("--output-format", "FORMAT")
                .description("hex (the default) or base64.")
                .build());
        spec.addOption(Options.flag("--json")
                .description("Print it as JSON, with what it was computed from.")
                .build());
        for (String name : List.of("--mode", "--svsm", "--vars-size", "--vars-file")) {
            spec.addOption(Options.text(name, "VALUE").hidden(true).build());
        }
        spec.addOption(Options.flag("--dump-vmsa").hidden(true).build());
    }

    static void addKernelTo(CommandSpec spec) {
        spec.addOption(Options.text("--kernel", "FILE")
                .description("The kernel, as it is given to QEMU.")
                .build());
        spec.addOption(Options.text("--initrd", "FILE")
                .description("The initrd (with --kernel).")
                .build());
        spec.addOption(Options.text("--append", "TEXT")
                .description("The kernel's command line, taken as it is (with --kernel).")
                .build());
    }

    static void addVcpusTo(CommandSpec spec) {
        spec.addOption(Options.text("--vcpus", "N")
                .required(true)
                .description("How many vCPUs, up to 512.")
                .build());
        spec.addOption(Options.text("--vcpu-type", "NAME")
                .description("Their type: " + String.join(", ", CpuType.names()) + ".")
                .build());
        spec.addOption(Options.text("--vcpu-sig", "NUMBER")
                .description("Or their signature, EAX of CPUID 1; numbers that begin with 0x are hexadecimal.")
                .build());
        spec.addOption(Options.text("--vcpu-family", "N")
                .description("Or their family, with model and stepping.")
                .build());
        spec.addOption(Options.text("--vcpu-model", "N")
                .description("Their model, 0 to 255.")
                .build());
        spec.addOption(Options.text("--vcpu-stepping", "N")
                .description("Their stepping, 0 to 15.")
                .build());
        spec.addOption(Options.text("--vmm-type", "TYPE")
                .description("Who starts the machine: QEMU (the default). ec2, gce and svsm are not computed yet.")
                .build());
    }

    OvmfImage firmware() throws UnusableInputException {
        return files.firmware(parsed.matchedOptionValue("--ovmf", ""));
    }

    Optional<KernelHashes> kernel() throws UnusableInputException {
        if (!parsed.hasMatchedOption("--kernel")) {
            for (String name : List.of("--initrd", "--append")) {
                if (parsed.hasMatchedOption(name)) {
                    throw new UnusableInputException(name + " needs --kernel");
                }
            }
            return Optional.empty();
        }
        Optional<Bytes> initrd = parsed.hasMatchedOption("--initrd")
                ? Optional.of(files.sha256(parsed.matchedOptionValue("--initrd", "")))
                : Optional.empty();
        return Optional.of(KernelHashes.ofDigests(
                files.sha256(parsed.matchedOptionValue("--kernel", "")),
                initrd,
                parsed.matchedOptionValue("--append", "")));
    }

    int vcpus() throws UnusableInputException {
        return count("--vcpus");
    }

    CpuType cpuType() throws UnusableInputException, MalformedEvidenceException {
        boolean type = parsed.hasMatchedOption("--vcpu-type");
        boolean signature = parsed.hasMatchedOption("--vcpu-sig");
        boolean family = List.of("--vcpu-family", "--vcpu-model", "--vcpu-stepping").stream()
                .anyMatch(parsed::hasMatchedOption);
        if ((type ? 1 : 0) + (signature ? 1 : 0) + (family ? 1 : 0) != 1) {
            throw new UnusableInputException(
                    "say the type of the vCPUs once: --vcpu-type, --vcpu-sig, or --vcpu-family, --vcpu-model and"
                            + " --vcpu-stepping");
        }
        if (type) {
            return CpuType.named(parsed.matchedOptionValue("--vcpu-type", ""), "--vcpu-type");
        }
        if (signature) {
            long number = number("--vcpu-sig", "");
            if (number >>> 32 != 0) {
                throw new UnusableInputException("--vcpu-sig has 32 bits");
            }
            return new CpuType(number);
        }
        return CpuType.of(count("--vcpu-family"), count("--vcpu-model"), count("--vcpu-stepping"));
    }

    private int count(String option) throws UnusableInputException {
        if (!parsed.hasMatchedOption(option)) {
            throw new UnusableInputException("--vcpu-family, --vcpu-model and --vcpu-stepping belong together");
        }
        String text = parsed.matchedOptionValue(option, "");
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new UnusableInputException(option + " is a number, not " + text);
        }
    }

    VmmType vmm() throws MalformedEvidenceException {
        return VmmType.named(parsed.matchedOptionValue("--vmm-type", "QEMU"), "--vmm-type");
    }

    /** A number of 64 bits: hexadecimal where it begins with 0x, else decimal. */
    long number(String option, String otherwise) throws UnusableInputException {
        String text = parsed.matchedOptionValue(option, otherwise);
        boolean hex = text.startsWith("0x") || text.startsWith("0X");
        try {
            return Long.parseUnsignedLong(hex ? text.substring(2) : text, hex ? 16 : 10);
        } catch (NumberFormatException e) {
            throw new UnusableInputException(option + " is a number of 64 bits, hexadecimal with 0x in front");
        }
    }

    /** Prints a digest alone, or with what it was computed from. */
    void print(Terminal terminal, String name, Bytes digest, Map<String, JsonValue> from)
            throws UnusableInputException {
        String format = parsed.matchedOptionValue("--output-format", "hex");
        String text = switch (format) {
            case "hex" -> digest.toHex();
            case "base64" -> Base64Text.encode(digest);
            default -> throw new UnusableInputException("--output-format is hex or base64, not " + format);
        };
        if (!parsed.hasMatchedOption("--json")) {
            terminal.out().println(text);
            return;
        }
        Map<String, JsonValue> members = new LinkedHashMap<>();
        members.put(name, new JsonString(text));
        members.putAll(from);
        terminal.out().println(Json.pretty(JsonObject.of(members)));
    }

    /** The members of the JSON that say what the kernel's hashes are. */
    static void describe(Optional<KernelHashes> kernel, Map<String, JsonValue> members) {
        kernel.ifPresent(hashes -> {
            members.put("kernel_hash", new JsonString(hashes.kernel().toHex()));
            members.put("initrd_hash", new JsonString(hashes.initrd().toHex()));
            members.put("cmdline_hash", new JsonString(hashes.cmdline().toHex()));
        });
    }

    static UnusableInputException told(MalformedEvidenceException e) {
        return new UnusableInputException(e.code().name() + ": " + e.path() + ": expected " + e.expected());
    }
}
