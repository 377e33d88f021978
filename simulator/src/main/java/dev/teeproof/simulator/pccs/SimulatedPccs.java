package dev.teeproof.simulator.pccs;

import dev.teeproof.simulator.IntelBlueprint;
import dev.teeproof.simulator.wire.LoopbackService;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/**
 * A service of Intel's collateral on 127.0.0.1, on a port that the system chose, for simulated platforms. It answers on
 * Intel's paths of versions 3 and 4, on those that caching services add and as the host of Intel's certificates, and can be
 * made to fail while it runs.
 *
 * <p>What it serves is good at the instant of its blueprints; it asks for no time. It speaks HTTP without TLS, for which
 * the JDK's server writes header names in a case of its own ({@code Tcb-info-issuer-chain}). It may be used by any number of
 * threads.
 */
public final class SimulatedPccs implements AutoCloseable {

    private final LoopbackService<PccsFault> service;

    private SimulatedPccs(List<? extends IntelBlueprint<?>> platforms, PccsBehaviour behaviour) throws IOException {
        this.service =
                new LoopbackService<>(new PccsRoutes(new PccsLibrary(platforms), behaviour), behaviour.onTheWire());
    }

    /**
     * Begins to serve platforms, as Intel's service would.
     *
     * @throws IOException if the system gives no port
     * @throws IllegalArgumentException if there is no platform, or if they do not share a PKI
     */
    public static SimulatedPccs serving(IntelBlueprint<?>... platforms) throws IOException {
        return new SimulatedPccs(List.of(platforms), PccsBehaviour.usual());
    }

    /** The same, with quirks. */
    public static SimulatedPccs serving(List<? extends IntelBlueprint<?>> platforms, PccsBehaviour behaviour)
            throws IOException {
        return new SimulatedPccs(platforms, behaviour);
    }

    /** Where it listens, without a slash at the end. */
    public URI baseUrl() {
        return service.baseUrl();
    }

    /** Lets it fail on all paths from now on, instead of what it failed in before. */
    public void fail(PccsFault fault) {
        service.fail(fault);
    }

    /**
     * Lets it fail on one path only.
     *
     * @throws IllegalArgumentException for {@link PccsFault#REFUSED}, which knows no paths
     */
    public void fail(PccsFault fault, String path) {
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
