package dev.teeproof.cli;

import dev.teeproof.eventlog.LogFormat;
import dev.teeproof.eventlog.model.HashAlgorithm;
import dev.teeproof.eventlog.model.LogLimits;
import dev.teeproof.eventlog.model.PcrMap;
import dev.teeproof.eventlog.model.ReadOptions;
import dev.teeproof.eventlog.model.ReadOptions.Space;
import dev.teeproof.eventlog.model.ReadOptions.Strictness;
import dev.teeproof.eventlog.model.RegisterIndex.Rtmr;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** How a log is read. */
final class LogOptions {

    /** Bytes; what is read whole may be as large. */
    private static final int MOST = 256 << 20;

    private LogOptions() {}

    static void addTo(CommandSpec spec) {
        spec.addOption(Options.text("--from", "FORMAT")
                .description("The log's format: " + formats() + ". By default its first bytes tell.")
                .build());
        spec.addOption(Options.text("--space", "SPACE")
                .description(
                        "What the register numbers of a TCG or AAEL log mean: pcr or ccmr (1 to 4 are RTMR0 to RTMR3). By"
                                + " default the digests' algorithms tell.")
                .build());
        spec.addOption(Options.text("--pcr", "N")
                .description(
                        "The register that a native event log was extended into, which it does not say: 2 (RTMR2) by"
                                + " default.")
                .build());
        spec.addOption(Options.text("--ima-bank", "ALG")
                .description("The algorithm of an IMA log's template hashes: sha1 by default.")
                .build());
        spec.addOption(Options.flag("--lenient")
                .description("Read what the format does not allow where it can be read, with a warning.")
                .build());
    }

    static String formats() {
        return Arrays.stream(LogFormat.values()).map(LogFormat::option).collect(Collectors.joining(", "));
    }

    static Optional<LogFormat> from(ParseResult parsed) throws UnusableInputException {
        String name = parsed.matchedOptionValue("--from", "");
        return name.isEmpty() ? Optional.empty() : Optional.of(format(name));
    }

    static LogFormat format(String name) throws UnusableInputException {
        return LogFormat.named(name)
                .orElseThrow(
                        () -> new UnusableInputException("there is no format " + name + "; they are " + formats()));
    }

    static ReadOptions options(ParseResult parsed) throws UnusableInputException {
        ReadOptions options = ReadOptions.STRICT
                .with(space(parsed.matchedOptionValue("--space", "")))
                .in(new Rtmr(number(parsed.matchedOptionValue("--pcr", "2"), "--pcr")))
                .withIma(algorithm(parsed.matchedOptionValue("--ima-bank", "sha1")))
                .with(LogLimits.DEFAULT.withLogSize(MOST));
        return parsed.hasMatchedOption("--lenient") ? options.with(Strictness.LENIENT) : options;
    }

    private static Space space(String name) throws UnusableInputException {
        return switch (name) {
            case "" -> Space.AUTOMATIC;
            case "pcr" -> Space.PCR;
            case "ccmr" -> Space.CCMR;
            default -> throw new UnusableInputException("--space is pcr or ccmr, not " + name);
        };
    }

    static int number(String text, String option) throws UnusableInputException {
        try {
            int number = Integer.parseInt(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new UnusableInputException(option + " is a register's number, not " + text);
    }

    static HashAlgorithm algorithm(String name) throws UnusableInputException {
        return HashAlgorithm.named(name)
                .orElseThrow(() -> new UnusableInputException("there is no hash algorithm " + name
                        + "; there are sha1, sha256, sha384, sha512, sm3_256, sha3_256, sha3_384 and sha3_512"));
    }

    static void addPlatformTo(CommandSpec spec, String meaning) {
        spec.addOption(Options.text("--platform", "NAME")
                .description(meaning + ": " + platforms() + ".")
                .build());
    }

    private static String platforms() {
        return Arrays.stream(PcrMap.values()).map(LogOptions::name).collect(Collectors.joining(", "));
    }

    private static String name(PcrMap map) {
        return map.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<PcrMap> platform(ParseResult parsed) throws UnusableInputException {
        String name = parsed.matchedOptionValue("--platform", "");
        if (name.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(PcrMap.values())
                .filter(map -> name(map).equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new UnusableInputException("there is no platform " + name + "; they are " + platforms())));
    }
}
