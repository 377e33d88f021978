package dev.teeproof.attester.simulation;

/** A simulation that cannot be started, in words for who asked for it. */
public final class SimulationException extends Exception {

    private static final long serialVersionUID = 1L;

    public SimulationException(String words) {
        super(words);
    }

    SimulationException(String words, Throwable cause) {
        super(words, cause);
    }
}
