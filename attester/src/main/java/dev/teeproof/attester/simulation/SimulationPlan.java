package dev.teeproof.attester.simulation;

import dev.teeproof.attester.tee.TeeKind;
import dev.teeproof.codec.Bytes;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is to be simulated.
 *
 * @param appCompose the app's compose file; where there is none, the directory's own, else a small one that is made there
 * @param seed makes keys and identity; where there is none, the directory's own, else a fresh one
 * @param fault the name of what is wrong with the machine, see {@link Simulation#faults}
 * @param port of the agent on 127.0.0.1; a free one if there is none
 * @param coco whether the machine keeps the event log of Confidential Containers instead of dstack's
 */
public record SimulationPlan(
        TeeKind kind,
        Optional<Bytes> appCompose,
        Optional<Bytes> seed,
        Optional<String> fault,
        OptionalInt port,
        boolean coco) {}
