package dev.teeproof.cli;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Hex;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.JsonNumber;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.image.sev.CpuType;
import dev.teeproof.image.sev.KernelHashes;
import dev.teeproof.image.sev.LaunchDigest;
import dev.teeproof.image.sev.OvmfImage;
import dev.teeproof.image.sev.SnpLaunch;
import dev.teeproof.image.sev.VmmType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code teeproof measure snp}. */
final class MeasureSnp implements Subcommand {

    @Override
    public String name() {
        return "snp";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true);
        spec.usageMessage()
                .description(
                        "Computes the launch digest of a machine with SEV-SNP, 48 bytes: what MEASUREMENT of its reports has to"
                                + " be.")
                .footer(
                        "",
                        LaunchOptions.EXIT_STATUS,
                        "",
                        "Examples:",
                        "  teeproof measure snp --ovmf OVMF.fd --vcpus 4 --vcpu-type EPYC-v4",
                        "  teeproof measure snp --ovmf OVMF.amdsev.fd --kernel vmlinuz \\",
                        "      --initrd initrd.img --append 'console=ttyS0' \\",
                        "      --vcpus 2 --vcpu-type EPYC-Milan --guest-features 0x21");
        LaunchOptions.addFirmwareTo(spec);
        LaunchOptions.addKernelTo(spec);
        LaunchOptions.addVcpusTo(spec);
        spec.addOption(Options.text("--guest-features", "NUMBER")
                .description("SEV_FEATURES: 0x1 by default, 0x21 where the host turns debug swapping on.")
                .build());
        spec.addOption(OptionSpec.builder("--ovmf-hash", "--snp-ovmf-hash")
                .paramLabel("HEX")
                .arity("1")
                .type(String.class)
                .description("The digest of the firmware's pages, where it is known: only the image's tables are read.")
                .build());
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Terminal terminal) throws UnusableInputException {
        LaunchOptions options = LaunchOptions.of(parsed, terminal);
        try {
            VmmType vmm = options.vmm();
            CpuType type = options.cpuType();
            int vcpus = options.vcpus();
            long features = options.number("--guest-features", "0x1");
            OvmfImage firmware = options.firmware();
            Optional<KernelHashes> kernel = options.kernel();
            Bytes ovmfHash = parsed.hasMatchedOption("--ovmf-hash")
                    ? Hex.decode(parsed.matchedOptionValue("--ovmf-hash", ""), "--ovmf-hash", LaunchDigest.SIZE)
                    : SnpLaunch.firmwareDigest(firmware);
            Bytes digest = SnpLaunch.of(vmm, firmware, ovmfHash, kernel).digest(vcpus, type, features);
            Map<String, JsonValue> from = new LinkedHashMap<>();
            from.put("mode", new JsonString("snp"));
            from.put("vmm_type", new JsonString(vmm.text()));
            from.put("vcpus", JsonNumber.of(vcpus));
            from.put("vcpu_signature", new JsonString("0x" + Long.toHexString(type.signature())));
            from.put("guest_features", new JsonString("0x" + Long.toHexString(features)));
            from.put("ovmf_hash", new JsonString(ovmfHash.toHex()));
            LaunchOptions.describe(kernel, from);
            options.print(terminal, "launch_digest", digest, from);
            return 0;
        } catch (MalformedEvidenceException e) {
            throw LaunchOptions.told(e);
        }
    }
}
