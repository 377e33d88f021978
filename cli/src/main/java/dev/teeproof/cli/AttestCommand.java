package dev.teeproof.cli;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code teeproof attest}. */
final class AttestCommand implements Subcommand {

    @Override
    public String name() {
        return "attest";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true);
        spec.usageMessage()
                .description(
                        "Asks the guest agent for an attestation of its machine: the hardware's evidence with the event"
                                + " log and the VM configuration, as teeproof verify takes it.")
                .footer(
                        "",
                        "Examples:",
                        "  teeproof attest --report-data 00ff --output attestation.bin",
                        "  teeproof attest --agent machine/dstack.sock --hex");
        AgentCalls.addTo(spec);
        spec.addOption(Options.text("--output", "FILE")
                .description("Write to this file. Default: attestation.bin; with --hex standard output.")
                .build());
        spec.addOption(Options.flag("--hex")
                .description("Write it as hexadecimal text.")
                .build());
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Terminal terminal) throws UnusableInputException {
        boolean hex = parsed.hasMatchedOption("--hex");
        String file = parsed.matchedOptionValue("--output", hex ? "-" : "attestation.bin");
        try {
            Bytes attestation = AgentCalls.of(parsed, terminal)
                    .call("Attest", AgentCalls.evidenceArguments(parsed))
                    .hex("attestation");
            LogFiles.write(hex ? Bytes.utf8(attestation.toHex() + "\n") : attestation, file, terminal);
            if (!file.equals("-")) {
                terminal.err().println("teeproof: wrote " + file + ", " + attestation.size() + " bytes");
            }
            return 0;
        } catch (MalformedEvidenceException e) {
            throw new UnusableInputException("the agent does not answer as one: " + e.inWords());
        }
    }
}
