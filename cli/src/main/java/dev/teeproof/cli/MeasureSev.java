package dev.teeproof.cli;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.image.sev.KernelHashes;
import dev.teeproof.image.sev.SevLaunch;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code teeproof measure sev}. */
final class MeasureSev implements Subcommand {

    @Override
    public String name() {
        return "sev";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true);
        spec.usageMessage()
                .description(
                        "Computes the launch digest of a machine with SEV, 32 bytes. It is what LAUNCH_MEASURE signs over, not its"
                                + " answer.")
                .footer(
                        "",
                        LaunchOptions.EXIT_STATUS,
                        "",
                        "Example:",
                        "  teeproof measure sev --ovmf OVMF.fd --output-format base64");
        LaunchOptions.addFirmwareTo(spec);
        LaunchOptions.addKernelTo(spec);
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Terminal terminal) throws UnusableInputException {
        LaunchOptions options = LaunchOptions.of(parsed, terminal);
        try {
            Optional<KernelHashes> kernel = options.kernel();
            Bytes digest = SevLaunch.sev(options.firmware(), kernel);
            Map<String, JsonValue> from = new LinkedHashMap<>();
            from.put("mode", new JsonString("sev"));
            LaunchOptions.describe(kernel, from);
            options.print(terminal, "launch_digest", digest, from);
            return 0;
        } catch (MalformedEvidenceException e) {
            throw LaunchOptions.told(e);
        }
    }
}
