package dev.teeproof.cli;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.Hex;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.Printable;
import dev.teeproof.crypto.Digest;
import dev.teeproof.eventlog.dstack.EventLogVersion;
import dev.teeproof.eventlog.model.InitialValues;
import dev.teeproof.eventlog.model.PcrMap;
import dev.teeproof.eventlog.runtime.Durability;
import dev.teeproof.eventlog.runtime.Extended;
import dev.teeproof.eventlog.runtime.MeasurementCode;
import dev.teeproof.eventlog.runtime.MeasurementConfiguration;
import dev.teeproof.eventlog.runtime.MeasurementException;
import dev.teeproof.eventlog.runtime.MeasurementFormat;
import dev.teeproof.eventlog.runtime.RuntimeMeasurement;
import dev.teeproof.eventlog.runtime.SimulatedRegisters;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code teeproof eventlog extend}. */
final class EventlogExtend implements Subcommand {

    private static final Set<MeasurementCode> UNUSABLE =
            Set.of(MeasurementCode.BAD_EVENT, MeasurementCode.BAD_REGISTER, MeasurementCode.NOT_SUPPORTED);

    @Override
    public String name() {
        return "extend";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true);
        spec.usageMessage()
                .description(
                        "Measures an event: extends a register and appends the event to the register's log, so that both agree after a"
                                + " crash. A comment alone is written and extends nothing. The registers are simulated; those of hardware"
                                + " come with the guest agent.")
                .footer(
                        "",
                        "Exit status: 0 measured, 1 register and log do not fit, 2 usage, or an event that the format cannot carry.",
                        "",
                        "Examples:",
                        "  teeproof eventlog extend --log-dir logs --simulated registers --event 'example.com/app Started v1'",
                        "  teeproof eventlog extend --log-dir logs --simulated registers --format dstack --event app-id --payload 00ff");
        spec.addOption(Options.text("--log-dir", "FOLDER")
                .required(true)
                .description("Where the logs are, one for each register.")
                .build());
        spec.addOption(Options.text("--simulated", "FOLDER")
                .description("Where the simulated registers are. They prove nothing.")
                .build());
        spec.addOption(Options.text("--format", "FORMAT")
                .description("How the logs are written: nelr (the default), aael or dstack.")
                .build());
        spec.addOption(Options.text("--event", "TEXT")
                .description(
                        "What to measure: a line (nelr); a domain, an operation and a content (aael); a name (dstack).")
                .build());
        spec.addOption(Options.text("--payload", "HEX")
                .description("The payload of an event of dstack's.")
                .build());
        spec.addOption(Options.text("--comment", "TEXT")
                .description("What to write beside it, not measured (nelr).")
                .build());
        spec.addOption(Options.text("--pcr", "N")
                .description(
                        "The PCR that says which register: " + MeasurementConfiguration.DEFAULT_PCR + " by default.")
                .build());
        LogOptions.addPlatformTo(spec, "Which register stands for a PCR; coco-tdx by default");
        spec.addOption(Options.text("--bank", "ALG")
                .description("The registers' algorithm: sha384 by default.")
                .build());
        spec.addOption(Options.flag("--dstack-v2")
                .description("Hash events of dstack's as version 2 of its log has it.")
                .build());
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Terminal terminal) throws UnusableInputException {
        if (!parsed.hasMatchedOption("--simulated")) {
            throw new UnusableInputException(
                    "registers of hardware are not there yet: name a folder of simulated ones with --simulated");
        }
        try {
            Optional<Extended> extended = extend(parsed);
            terminal.out().println(extended.map(EventlogExtend::words).orElse("written; nothing was extended"));
            return 0;
        } catch (MeasurementException e) {
            if (UNUSABLE.contains(e.code())) {
                throw new UnusableInputException(Printable.of(String.valueOf(e.getMessage())));
            }
            terminal.err().println("teeproof: not measured: " + Printable.of(String.valueOf(e.getMessage())));
            return 1;
        }
    }

    private static Optional<Extended> extend(ParseResult parsed) throws UnusableInputException, MeasurementException {
        Digest bank = LogOptions.algorithm(parsed.matchedOptionValue("--bank", "sha384"))
                .digest()
                .orElseThrow();
        MeasurementConfiguration configuration = MeasurementConfiguration.of(
                        Path.of(parsed.matchedOptionValue("--log-dir", "")),
                        format(parsed.matchedOptionValue("--format", "nelr")),
                        LogOptions.platform(parsed).orElse(PcrMap.COCO_TDX))
                .with(parsed.hasMatchedOption("--dstack-v2") ? EventLogVersion.V2 : EventLogVersion.V1);
        RuntimeMeasurement measurement = RuntimeMeasurement.open(
                configuration,
                SimulatedRegisters.open(
                        Path.of(parsed.matchedOptionValue("--simulated", "")),
                        bank,
                        InitialValues.POWER_ON,
                        Durability.MEDIUM));
        OptionalInt pcr = parsed.hasMatchedOption("--pcr")
                ? OptionalInt.of(LogOptions.number(parsed.matchedOptionValue("--pcr", ""), "--pcr"))
                : OptionalInt.empty();
        Optional<String> event = Optional.ofNullable(parsed.matchedOptionValue("--event", null));
        Optional<String> comment = Optional.ofNullable(parsed.matchedOptionValue("--comment", null));
        if (configuration.format() == MeasurementFormat.DSTACK && event.isPresent() && comment.isEmpty()) {
            return Optional.of(measurement.extend(event.get(), payload(parsed), pcr));
        }
        if (parsed.hasMatchedOption("--payload")) {
            throw new UnusableInputException("--payload is of an event of dstack's (--format dstack)");
        }
        return measurement.extend(event, comment, pcr);
    }

    private static Bytes payload(ParseResult parsed) throws UnusableInputException {
        try {
            return Hex.decode(parsed.matchedOptionValue("--payload", ""), "--payload");
        } catch (MalformedEvidenceException e) {
            throw new UnusableInputException(e.inWords());
        }
    }

    private static MeasurementFormat format(String name) throws UnusableInputException {
        return switch (name) {
            case "nelr" -> MeasurementFormat.NELR;
            case "aael" -> MeasurementFormat.AAEL;
            case "dstack" -> MeasurementFormat.DSTACK;
            default -> throw new UnusableInputException("logs are written as nelr, aael or dstack, not as " + name);
        };
    }

    private static String words(Extended extended) {
        return extended.register() + " extended with " + extended.digest() + ", it holds " + extended.value()
                + "; record " + extended.record() + " of its log";
    }
}
