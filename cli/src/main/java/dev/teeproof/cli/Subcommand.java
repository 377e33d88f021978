package dev.teeproof.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** A command below {@code teeproof}. */
interface Subcommand {

    String name();

    /** Its options and help text. */
    CommandSpec spec();

    /** Commands below this one; a command that has some does nothing by itself. */
    default List<Subcommand> children() {
        return List.of();
    }

    /**
     * Runs it.
     *
     * @return the exit status
     * @throws UnusableInputException if an input cannot be read, or is not what it should be
     */
    int run(ParseResult parsed, Terminal terminal) throws UnusableInputException;
}
