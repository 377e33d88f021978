package dev.teeproof.cli;

import dev.teeproof.image.sev.SnpLaunch;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code teeproof measure ovmf-hash}. */
final class MeasureOvmfHash implements Subcommand {

    @Override
    public String name() {
        return "ovmf-hash";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true);
        spec.usageMessage()
                .description(
                        "Computes the launch digest of a firmware's pages alone, 48 bytes: what --ovmf-hash of 'measure snp' takes,"
                                + " and ovmf_hash of a measurement document is.")
                .footer("", LaunchOptions.EXIT_STATUS, "", "Example:", "  teeproof measure ovmf-hash --ovmf OVMF.fd");
        LaunchOptions.addFirmwareTo(spec);
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Terminal terminal) throws UnusableInputException {
        LaunchOptions options = LaunchOptions.of(parsed, terminal);
        options.print(terminal, "ovmf_hash", SnpLaunch.firmwareDigest(options.firmware()), Map.of());
        return 0;
    }
}
