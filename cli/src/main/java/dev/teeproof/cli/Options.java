package dev.teeproof.cli;

import java.util.List;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** The shapes that options have. */
final class Options {

    private Options() {}

    /** Takes a text, any number of times. */
    static OptionSpec.Builder repeatable(String name, String label) {
        return OptionSpec.builder(name)
                .paramLabel(label)
                .arity("1")
                .type(List.class)
                .auxiliaryTypes(String.class);
    }

    /** Takes a text, once. */
    static OptionSpec.Builder text(String name, String label) {
        return OptionSpec.builder(name).paramLabel(label).arity("1").type(String.class);
    }

    /** Is there or not. */
    static OptionSpec.Builder flag(String name) {
        return OptionSpec.builder(name).arity("0").type(boolean.class);
    }

    /** The one file that a command is about. */
    static PositionalParamSpec file(String description) {
        return PositionalParamSpec.builder()
                .paramLabel("FILE")
                .index("0")
                .arity("1")
                .required(true)
                .type(String.class)
                .description(description)
                .build();
    }

    static List<String> texts(ParseResult parsed, String option) {
        return parsed.matchedOptionValue(option, List.of());
    }
}
