package dev.teeproof.cli;

import dev.teeproof.codec.Bytes;
import dev.teeproof.result.AttestationResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A simulated machine of one kind, as {@code teeproof demo} shows it. */
interface DemoMachine {

    /** What is broken on a copy of the machine. */
    interface Broken {

        /** What is wrong, in words. */
        String words();

        /** Makes the copy and verifies it. */
        AttestationResult result();
    }

    /** What kind of machine it is, in words. */
    String inWords();

    /** The machine with nothing wrong, verified as real ones are. */
    AttestationResult result();

    /** One thing at a time. */
    List<Broken> broken();

    /** What {@code verify} needs to repeat it, by its path in a folder. */
    Map<String, Bytes> files();

    /** Commands that take those files. */
    List<String> commands(Path folder);

    /** What to do next with real evidence: command lines, with words behind. */
    List<String> next();
}
