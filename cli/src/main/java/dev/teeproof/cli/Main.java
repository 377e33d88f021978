package dev.teeproof.cli;

import dev.teeproof.verifier.render.Ink;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** The front door of the command: the only place that asks for the time, the environment and the standard streams. */
public final class Main {

    private Main() {}

    /** Runs a command line and exits with its status. */
    public static void main(String[] args) {
        Terminal terminal = new Terminal(
                System.in,
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                ink(System.console(), System.getenv("NO_COLOR")),
                Clock.systemUTC(),
                System.getenv());
        int status = TeeproofCommand.run(terminal, args);
        terminal.out().flush();
        terminal.err().flush();
        System.exit(status);
    }

    /** Colour on a terminal, unless NO_COLOR is set to anything but nothing (no-color.org). */
    static Ink ink(@Nullable Console console, @Nullable String noColor) {
        boolean wanted = noColor == null || noColor.isEmpty();
        return wanted && console != null && console.isTerminal() ? Ink.ANSI : Ink.PLAIN;
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
    }
}
