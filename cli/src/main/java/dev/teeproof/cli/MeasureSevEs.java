package dev.teeproof.cli;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.JsonNumber;
import dev.teeproof.codec.json.JsonString;
import dev.teeproof.codec.json.JsonValue;
import dev.teeproof.image.sev.CpuType;
import dev.teeproof.image.sev.KernelHashes;
import dev.teeproof.image.sev.SevLaunch;
import dev.teeproof.image.sev.VmmType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code teeproof measure sev-es}. */
final class MeasureSevEs implements Subcommand {

    @Override
    public String name() {
        return "sev-es";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true);
        spec.usageMessage()
                .description(
                        "Computes the launch digest of a machine with SEV-ES, 32 bytes. It is what LAUNCH_MEASURE signs over, not"
                                + " its answer.")
                .footer(
                        "",
                        LaunchOptions.EXIT_STATUS,
                        "",
                        "Example:",
                        "  teeproof measure sev-es --ovmf OVMF.fd --vcpus 2 --vcpu-type EPYC-Milan");
        LaunchOptions.addFirmwareTo(spec);
        LaunchOptions.addKernelTo(spec);
        LaunchOptions.addVcpusTo(spec);
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Terminal terminal) throws UnusableInputException {
        LaunchOptions options = LaunchOptions.of(parsed, terminal);
        try {
            VmmType vmm = options.vmm();
            CpuType type = options.cpuType();
            int vcpus = options.vcpus();
            Optional<KernelHashes> kernel = options.kernel();
            Bytes digest = SevLaunch.sevEs(vmm, options.firmware(), kernel, vcpus, type);
            Map<String, JsonValue> from = new LinkedHashMap<>();
            from.put("mode", new JsonString("sev-es"));
            from.put("vmm_type", new JsonString(vmm.text()));
            from.put("vcpus", JsonNumber.of(vcpus));
            from.put("vcpu_signature", new JsonString("0x" + Long.toHexString(type.signature())));
            LaunchOptions.describe(kernel, from);
            options.print(terminal, "launch_digest", digest, from);
            return 0;
        } catch (MalformedEvidenceException e) {
            throw LaunchOptions.told(e);
        }
    }
}
