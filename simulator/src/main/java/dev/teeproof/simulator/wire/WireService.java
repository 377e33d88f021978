package dev.teeproof.simulator.wire;

import java.util.Optional;

/**
 * What a simulated service serves.
 *
 * @param <F> the ways in which it can fail
 */
public interface WireService<F> {

    /** The answer, with what is served as a fault leaves it. */
    WireAnswer answer(WireRequest request, Optional<F> fault);

    /** How this service says that it does not answer. */
    WireAnswer refusal(int status, String code, String message);

    /** What a fault does on the wire; empty for one of what is served. */
    Optional<WireFault> onTheWire(F fault);
}
