package dev.teeproof.cli;

import dev.teeproof.codec.MalformedEvidenceException;
import dev.teeproof.dcap.CollateralContainer;
import dev.teeproof.result.AttestationResult;
import dev.teeproof.result.Verdict;
import dev.teeproof.sources.RecordedCollateral;
import dev.teeproof.verifier.Evidence;
import dev.teeproof.verifier.ReferenceValues;
import dev.teeproof.verifier.Verifier;
import dev.teeproof.verifier.render.ResultJson;
import dev.teeproof.verifier.render.ResultPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** One appraisal from a command line to an exit status: what {@code verify} and {@code quote verify} have in common. */
final class Appraisal {

    /** What the exit status says. */
    static final String[] EXIT_STATUS = {
        "",
        "Exit status:",
        "  0  affirming: every check passed",
        "  1  warning or contraindicated: something is not accepted, or failed",
        "  2  usage, or input that cannot be read",
        "  3  none: nothing failed, but something could not be checked"
    };

    private Appraisal() {}

    static void addTo(CommandSpec spec) {
        AppraisalOptions.addTo(spec);
        addAtTo(spec);
        spec.addOption(Options.text("--save-collateral", "FILE")
                .description(
                        "Write the collateral that the verdict rests on into one container, to repeat it later with"
                                + " --collateral FILE --offline --at INSTANT.")
                .build());
        spec.addOption(
                Options.flag("--json").description("Print the result as JSON.").build());
    }

    static void addAtTo(CommandSpec spec) {
        spec.addOption(Options.text("--at", "INSTANT")
                .description("Judge as of this instant, ISO 8601 (2026-04-15T12:00:00Z) or Unix seconds. Default: now.")
                .build());
    }

    /** Reads what is to be appraised, once the options are known to be right. */
    interface EvidenceReader {
        Evidence read(InputFiles files) throws UnusableInputException;
    }

    static int run(ParseResult parsed, Terminal terminal, EvidenceReader reader, ReferenceValues references)
            throws UnusableInputException {
        Instant at = at(parsed, terminal);
        RecordedCollateral endorsements = new RecordedCollateral(
                SourceOptions.source(parsed, AppraisalOptions.anchors(parsed, terminal), terminal));
        Verifier verifier = AppraisalOptions.builder(parsed, terminal)
                .endorsements(endorsements)
                .endorsements(SourceOptions.amd(
                        parsed, AppraisalOptions.roots(parsed, terminal).amdAnchors(), terminal))
                .referenceValues(references)
                .build();
        AttestationResult result = verifier.verify(reader.read(new InputFiles(terminal.in())), at);
        terminal.out()
                .print(
                        parsed.hasMatchedOption("--json")
                                ? ResultJson.pretty(result) + "\n"
                                : ResultPage.of(result, terminal.ink()));
        if (parsed.hasMatchedOption("--save-collateral")) {
            save(endorsements.container(), parsed.matchedOptionValue("--save-collateral", ""), terminal);
        }
        return status(result.verdict());
    }

    private static void save(Optional<CollateralContainer> container, String file, Terminal terminal)
            throws UnusableInputException {
        if (container.isEmpty()) {
            terminal.err().println("teeproof: no collateral was used, so " + file + " was not written");
            return;
        }
        write(container.get(), file);
    }

    static void write(CollateralContainer container, String file) throws UnusableInputException {
        try {
            Files.write(Path.of(file), container.write().toArray());
        } catch (IOException e) {
            throw new UnusableInputException(file + " cannot be written: " + e.getMessage());
        } catch (MalformedEvidenceException e) {
            throw new UnusableInputException(file + " was not written, the collateral cannot be read: " + e.inWords());
        }
    }

    static int status(Verdict verdict) {
        return switch (verdict) {
            case AFFIRMING -> 0;
            case WARNING, CONTRAINDICATED -> 1;
            case NONE -> 3;
        };
    }

    static Instant at(ParseResult parsed, Terminal terminal) throws UnusableInputException {
        if (!parsed.hasMatchedOption("--at")) {
            return terminal.clock().instant();
        }
        String text = parsed.matchedOptionValue("--at", "");
        try {
            return text.matches("\\d{1,12}") ? Instant.ofEpochSecond(Long.parseLong(text)) : Instant.parse(text);
        } catch (DateTimeException e) {
            throw new UnusableInputException(
                    "--at " + text + " is no instant: write it as 2026-04-15T12:00:00Z, or as Unix seconds");
        }
    }
}
