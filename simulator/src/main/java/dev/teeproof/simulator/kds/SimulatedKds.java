package dev.teeproof.simulator.kds;

import dev.teeproof.simulator.SnpBlueprint;
import dev.teeproof.simulator.wire.LoopbackService;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/**
 * A key distribution service like AMD's on 127.0.0.1, on a port that the system chose, for simulated machines. It knows their
 * chips at their reported TCBs and nothing else, and can be made to fail while it runs.
 *
 * <p>What it serves is good at the instant of its blueprints; it asks for no time, and it does not count how often it is asked
 * in ten seconds unless it is told to ({@link KdsFault#TOO_MANY_REQUESTS}). It speaks HTTP without TLS and may be used by any
 * number of threads.
 */
public final class SimulatedKds implements AutoCloseable {

    private final LoopbackService<KdsFault> service;

    private SimulatedKds(List<SnpBlueprint> machines, KdsBehaviour behaviour) throws IOException {
        this.service = new LoopbackService<>(new KdsRoutes(new KdsLibrary(machines)), behaviour.onTheWire());
    }

    /**
     * Begins to serve machines, as AMD's service would.
     *
     * @throws IOException if the system gives no port
     * @throws IllegalArgumentException if there is no machine, or if they do not share a PKI
     */
    public static SimulatedKds serving(SnpBlueprint... machines) throws IOException {
        return new SimulatedKds(List.of(machines), KdsBehaviour.usual());
    }

    /** The same, with faults that go less or further than the usual ones. */
    public static SimulatedKds serving(List<SnpBlueprint> machines, KdsBehaviour behaviour) throws IOException {
        return new SimulatedKds(machines, behaviour);
    }

    /** Where it listens, without a slash at the end. */
    public URI baseUrl() {
        return service.baseUrl();
    }

    /** Lets it fail on all paths from now on, instead of what it failed in before. */
    public void fail(KdsFault fault) {
        service.fail(fault);
    }

    /**
     * Lets it fail on one path only.
     *
     * @throws IllegalArgumentException for {@link KdsFault#REFUSED}, which knows no paths
     */
    public void fail(KdsFault fault, String path) {
        service.fail(fault, path);
    }

    /** Lets it work again. */
    public void heal() {
        service.heal();
    }

    /** How many requests came for a path, without its query. */
    public int requests(String path) {
        return service.requests(path);
    }

    /** How many requests came. */
    public int requests() {
        return service.requests();
    }

    /** Stops listening and ends what is being answered. */
    @Override
    public void close() {
        service.close();
    }
}
