package dev.teeproof.cli;

import dev.teeproof.verifier.render.Ink;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Map;

/**
 * What a command has of the world around it.
 *
 * @param ink whether the output may be coloured
 * @param clock what time it is, where the user does not say
 * @param environment the variables of the process
 */
record Terminal(
        InputStream in, PrintStream out, PrintStream err, Ink ink, Clock clock, Map<String, String> environment) {

    /** The same with another standard input. */
    Terminal reading(InputStream other) {
        return new Terminal(other, out, err, ink, clock, environment);
    }
}
