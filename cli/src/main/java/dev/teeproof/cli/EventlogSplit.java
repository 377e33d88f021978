package dev.teeproof.cli;

import dev.teeproof.codec.Printable;
import dev.teeproof.eventlog.Conversion.Converted;
import dev.teeproof.eventlog.Conversion.Refused;
import dev.teeproof.eventlog.LogSplit;
import dev.teeproof.eventlog.LogSplit.Part;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code teeproof eventlog split}. */
final class EventlogSplit implements Subcommand {

    @Override
    public String name() {
        return "split";
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().mixinStandardHelpOptions(true);
        spec.usageMessage()
                .description(
                        "Takes a merged log apart: the firmware's, the attestation agent's, dstack's and each native event log into"
                                + " files of their own formats.")
                .footer(
                        "",
                        EventlogConvert.EXIT_STATUS,
                        "",
                        "Example:",
                        "  teeproof eventlog split machine.json --output logs");
        spec.addPositional(Options.file("The merged log; - reads standard input."));
        LogOptions.addTo(spec);
        spec.addOption(Options.text("--output", "FOLDER")
                .required(true)
                .description(
                        "Where the files are written: 1-tcg2, 2-nelr, … A file that is there already is not touched.")
                .build());
        return spec;
    }

    @Override
    public int run(ParseResult parsed, Terminal terminal) throws UnusableInputException {
        Path folder = Path.of(parsed.matchedOptionValue("--output", "."));
        List<Part> parts = LogSplit.split(new LogFiles(parsed, terminal).read(parsed.matchedPositionalValue(0, "-")));
        int status = 0;
        for (int i = 0; i < parts.size(); i++) {
            Path file = folder.resolve((i + 1) + "-" + parts.get(i).format().option());
            switch (parts.get(i).conversion()) {
                case Converted converted -> {
                    EventlogConvert.tell(converted.losses(), terminal);
                    write(converted, file);
                    terminal.out()
                            .println(file + "  " + converted.log().records().size() + " records");
                }
                case Refused refused -> {
                    terminal.err()
                            .println("teeproof: " + file + " not written: " + refused.code() + ", "
                                    + Printable.of(refused.words()));
                    status = 1;
                }
            }
        }
        return status;
    }

    private static void write(Converted converted, Path file) throws UnusableInputException {
        try {
            if (file.getParent() != null) {
                Files.createDirectories(file.getParent());
            }
            // Made anew: neither a file nor a link that is there already is followed.
            Files.write(file, converted.log().write().toArray(), StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw new UnusableInputException(file + " is there already; name another folder");
        } catch (IOException e) {
            throw new UnusableInputException(file + " cannot be written: " + e.getMessage());
        }
    }
}
