package dev.teeproof.cli;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.json.Json;
import dev.teeproof.codec.json.JsonObject;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code teeproof quote get}. */
final class QuoteGet implements Subcommand {

    @Override
    public String name() {
        return "get";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true);
        spec.usageMessage()
                .description(
                        "Asks the guest agent of a TDX machine for a quote, and writes it raw; with --json what the"
                                + " agent answers, which teeproof verify takes: quote, event log, VM configuration.")
                .footer(
                        "",
                        "Examples:",
                        "  teeproof quote get --report-data 00ff --output quote.bin",
                        "  teeproof quote get --hash-inputs --json --output evidence.json");
        AgentCalls.addTo(spec);
        spec.addOption(Options.text("--output", "FILE")
                .description("Write to this file. Default: standard output.")
                .build());
        spec.addOption(Options.flag("--json")
                .description("Write the agent's answer as JSON.")
                .build());
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Terminal terminal) throws UnusableInputException {
        JsonObject answer = AgentCalls.of(parsed, terminal).call("GetQuote", AgentCalls.evidenceArguments(parsed));
        try {
            Bytes quote = answer.hex("quote");
            if (quote.isEmpty()) {
                throw new UnusableInputException(
                        "the machine is none with Intel TDX, so it makes no quote: ask for its attestation with teeproof"
                                + " attest");
            }
            LogFiles.write(
                    parsed.hasMatchedOption("--json") ? Bytes.utf8(Json.pretty(answer) + "\n") : quote,
                    parsed,
                    terminal);
            return 0;
        } catch (MalformedEvidenceException e) {
            throw new UnusableInputException("the agent does not answer as one: " + e.inWords());
        }
    }
}
