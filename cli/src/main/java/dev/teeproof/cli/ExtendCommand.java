package dev.teeproof.cli;

import dev.teeproof.attester.guest.GuestFiles;
import dev.teeproof.attester.guest.GuestLog;
import dev.teeproof.attester.simulation.Simulation;
import dev.teeproof.attester.simulation.SimulationException;
import dev.teeproof.attester.tee.TeeException;
import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Hex;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.Printable;
import dev.teeproof.eventlog.runtime.MeasurementCode;
import dev.teeproof.eventlog.runtime.MeasurementException;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code teeproof extend}. */
final class ExtendCommand implements Subcommand {

    @Override
    public String name() {
        return "extend";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true);
        spec.usageMessage()
                .description(
                        "Measures an event in a dstack guest: extends RTMR3 and appends the event to the runtime event log, as"
                                + " the agent's EmitEvent does, and of any name, the system's too. Its version is the one that this boot measures in, else the one that"
                                + " app-compose.json asks for; there is no default. Says nothing where all went well.")
                .footer(
                        "",
                        "Exit status: 0 measured, 1 not measured, 2 usage.",
                        "",
                        "Examples:",
                        "  teeproof extend -e my-event -p 00ff",
                        "  teeproof extend -e my-event -p 00ff --simulated machine");
        spec.addOption(OptionSpec.builder("-e", "--event")
                .paramLabel("NAME")
                .arity("1")
                .type(String.class)
                .required(true)
                .description("The event's name.")
                .build());
        spec.addOption(OptionSpec.builder("-p", "--payload")
                .paramLabel("HEX")
                .arity("1")
                .type(String.class)
                .description("Its payload. Default: none.")
                .build());
        GuestOptions.addTo(spec);
        spec.addOption(Options.text("--simulated", "DIR")
                .description("Measure in the simulated machine of this directory.")
                .build());
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Terminal terminal) throws UnusableInputException {
        Bytes payload = payload(parsed.matchedOptionValue("-p", ""));
        try {
            log(parsed).emit(parsed.matchedOptionValue("-e", ""), payload);
            return 0;
        } catch (MeasurementException e) {
            if (e.code() == MeasurementCode.BAD_EVENT) {
                throw new UnusableInputException(Printable.of(String.valueOf(e.getMessage())));
            }
            terminal.err().println("teeproof: not measured: " + Printable.of(String.valueOf(e.getMessage())));
            return 1;
        } catch (TeeException e) {
            terminal.err().println("teeproof: not measured: " + Printable.of(String.valueOf(e.getMessage())));
            return 1;
        }
    }

    private static GuestLog log(ParseResult parsed) throws UnusableInputException, MeasurementException, TeeException {
        if (parsed.hasMatchedOption("--simulated")) {
            try {
                return Simulation.openLog(Path.of(parsed.matchedOptionValue("--simulated", ".")));
            } catch (SimulationException e) {
                throw new UnusableInputException(String.valueOf(e.getMessage()));
            }
        }
        GuestFiles files = GuestOptions.files(parsed);
        try {
            return files.openLog(GuestOptions.tee(), files.compose());
        } catch (IOException e) {
            throw new UnusableInputException(files.appCompose() + " cannot be read: " + e.getMessage());
        } catch (MalformedEvidenceException e) {
            throw new UnusableInputException(
                    files.appCompose() + " cannot be read as an app's compose file: " + e.inWords());
        }
    }

    private static Bytes payload(String text) throws UnusableInputException {
        try {
            return Hex.decode(text.startsWith("0x") ? text.substring(2) : text, "--payload");
        } catch (MalformedEvidenceException e) {
            throw new UnusableInputException(e.inWords());
        }
    }
}
