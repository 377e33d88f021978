package dev.teeproof.cli;

import dev.teeproof.codec.Bytes;
import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.codec.Printable;
import dev.teeproof.dstack.AppCompose;
import dev.teeproof.dstack.ComposeDraft;
import dev.teeproof.dstack.ComposeWarning;
import dev.teeproof.dstack.MrConfig.KeyProvider;
import dev.teeproof.eventlog.dstack.EventLogVersion;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code teeproof compose create}. */
final class ComposeCreate implements Subcommand {

    private static final Pattern SIZE = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)([A-Za-z]{1,2})?");

    /** Megabytes: 2⁶³ bytes. */
    private static final BigDecimal TOO_LARGE = BigDecimal.TWO.pow(43);

    @Override
    public String name() {
        return "create";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true);
        spec.usageMessage()
                .description("Writes an app-compose.json, to the byte as 'vmm-cli.py compose' of dstack does.")
                .footer(
                        "",
                        "Exit status: 0 written, 2 usage or unreadable input; then nothing is written.",
                        "",
                        "Examples:",
                        "  teeproof compose create --name demo --docker-compose docker-compose.yml \\",
                        "      --kms --gateway --output app-compose.json",
                        "  teeproof compose create --name demo --docker-compose docker-compose.yml \\",
                        "      --kms --env-file .env --swap 2G --event-log-version 2 \\",
                        "      --output app-compose.json");
        text(spec, "--name", "NAME", true, "The name of the app.");
        text(spec, "--docker-compose", "FILE", true, "The docker-compose.yml; its text becomes a part of the file.");
        text(spec, "--prelaunch-script", "FILE", false, "A script to run before the app.");
        flag(spec, "--kms", "Get the keys from a KMS.");
        flag(spec, "--gateway", "Let dstack's gateway serve the app.");
        flag(spec, "--local-key-provider", "Get the keys from the host's local key provider.");
        text(
                spec,
                "--key-provider",
                "KIND",
                false,
                "none, kms, local or tpm; counts before --kms and --local-key-provider.");
        text(
                spec,
                "--key-provider-id",
                "HEX",
                false,
                "The identity that the key provider has to have; any by default.");
        flag(spec, "--public-logs", "Let anybody read the app's logs.");
        flag(spec, "--public-sysinfo", "Let anybody ask for the state of the system.");
        text(spec, "--env-file", "FILE", false, "Lines KEY=VALUE, whose keys may be set at deployment; needs --kms.");
        flag(spec, "--no-instance-id", "Make every instance of the app the same one.");
        flag(spec, "--secure-time", "Wait for a trusted time before the app starts.");
        text(spec, "--swap", "SIZE", false, "Swap, in megabytes, or with the unit M, G or T; 0 is none.");
        text(
                spec,
                "--event-log-version",
                "N",
                false,
                "How runtime events are hashed: 2 is canonical JSON; 1, the default, is left out of the file.");
        text(spec, "--output", "FILE", true, "Where to write it.");
        return spec;
    }

    private static void text(CommandSpec spec, String name, String label, boolean required, String description) {
        spec.addOption(Options.text(name, label)
                .required(required)
                .description(description)
                .build());
    }

    private static void flag(CommandSpec spec, String name, String description) {
        spec.addOption(Options.flag(name).description(description).build());
    }

    @Override
    public int run(ParseResult parsed, Terminal terminal) throws UnusableInputException {
        Bytes file = draft(parsed, terminal).toBytes();
        String output = parsed.matchedOptionValue("--output", "");
        WholeFile.write(file, output);
        terminal.out().println("App compose file created at: " + output);
        terminal.out().println("Compose hash: " + AppCompose.composeHash(file).toHex());
        warn(file, terminal);
        return 0;
    }

    private static ComposeDraft draft(ParseResult parsed, Terminal terminal) throws UnusableInputException {
        InputFiles files = new InputFiles(terminal.in());
        ComposeDraft draft = ComposeDraft.of(
                        parsed.matchedOptionValue("--name", ""),
                        files.text(parsed.matchedOptionValue("--docker-compose", "")))
                .withKms(parsed.hasMatchedOption("--kms"))
                .withGateway(parsed.hasMatchedOption("--gateway"))
                .withLocalKeyProvider(parsed.hasMatchedOption("--local-key-provider"))
                .withKeyProviderId(parsed.matchedOptionValue("--key-provider-id", ""))
                .withPublicLogs(parsed.hasMatchedOption("--public-logs"))
                .withPublicSysinfo(parsed.hasMatchedOption("--public-sysinfo"))
                .withAllowedEnvs(environment(parsed, files, terminal))
                .withNoInstanceId(parsed.hasMatchedOption("--no-instance-id"))
                .withSecureTime(parsed.hasMatchedOption("--secure-time"))
                .withSwap(swap(parsed.matchedOptionValue("--swap", "0")))
                .withEventLogVersion(eventLogVersion(parsed.matchedOptionValue("--event-log-version", "1")));
        if (parsed.hasMatchedOption("--key-provider")) {
            draft = draft.withKeyProvider(keyProvider(parsed.matchedOptionValue("--key-provider", "")));
        }
        if (parsed.hasMatchedOption("--prelaunch-script")) {
            draft = draft.withPreLaunchScript(files.text(parsed.matchedOptionValue("--prelaunch-script", "")));
        }
        return draft;
    }

    private static List<String> environment(ParseResult parsed, InputFiles files, Terminal terminal)
            throws UnusableInputException {
        if (!parsed.hasMatchedOption("--env-file")) {
            return List.of();
        }
        String file = parsed.matchedOptionValue("--env-file", "");
        EnvironmentFile environment = EnvironmentFile.read(files.text(file));
        for (int line : environment.others()) {
            terminal.err()
                    .println(
                            "teeproof: warning: line " + line + " of " + file + " is not KEY=VALUE and is passed over");
        }
        if (!environment.names().isEmpty() && !parsed.hasMatchedOption("--kms")) {
            throw new UnusableInputException("--env-file needs --kms, with whose keys the environment is encrypted");
        }
        return environment.names();
    }

    /** Bytes. */
    static long swap(String text) throws UnusableInputException {
        Matcher size = SIZE.matcher(text.strip());
        if (!size.matches()) {
            throw new UnusableInputException("--swap " + text + " is no size, such as 512, 512M or 2G");
        }
        String unit = size.group(2) == null ? "M" : size.group(2).toUpperCase(Locale.ROOT);
        int power = switch (unit) {
            case "M", "MB" -> 0;
            case "G", "GB" -> 1;
            case "T", "TB" -> 2;
            default -> throw new UnusableInputException("--swap " + text + " has none of the units M, G and T");
        };
        BigDecimal megabytes = new BigDecimal(size.group(1)).multiply(BigDecimal.valueOf(1L << (10 * power)));
        if (megabytes.stripTrailingZeros().scale() > 0) {
            throw new UnusableInputException("--swap " + text + " is not a whole number of megabytes");
        }
        if (megabytes.compareTo(TOO_LARGE) >= 0) {
            throw new UnusableInputException("--swap " + text + " is too large");
        }
        return megabytes.longValueExact() << 20;
    }

    private static EventLogVersion eventLogVersion(String text) throws UnusableInputException {
        return switch (text) {
            case "1" -> EventLogVersion.V1;
            case "2" -> EventLogVersion.V2;
            default -> throw new UnusableInputException("--event-log-version is 1 or 2, not " + text);
        };
    }

    private static KeyProvider keyProvider(String text) throws UnusableInputException {
        return KeyProvider.of(text)
                .orElseThrow(
                        () -> new UnusableInputException("--key-provider is none, kms, local or tpm, not " + text));
    }

    /** The file is dstack's to the byte, even where dstack writes what no guest reads; but nobody should be surprised. */
    private static void warn(Bytes file, Terminal terminal) {
        try {
            for (ComposeWarning warning : AppCompose.read(file).warnings()) {
                terminal.err().println("teeproof: warning: " + ComposeCheck.words(warning));
            }
        } catch (MalformedEvidenceException e) {
            terminal.err().println("teeproof: warning: no guest reads this file: " + Printable.of(e.inWords()));
        }
    }
}
