/**
 * A key distribution service like AMD's that serves simulated machines on the loopback interface, and misbehaves on demand.
 *
 * <pre>{@code
 * try (SimulatedKds kds = SimulatedKds.serving(SnpBlueprint.of(SnpProduct.MILAN, 42, at))) {
 *     ask(kds.baseUrl());
 *     kds.fail(KdsFault.TOO_MANY_REQUESTS);
 *     ask(kds.baseUrl());
 * }
 * }</pre>
 */
@NullMarked
package dev.teeproof.simulator.kds;

import org.jspecify.annotations.NullMarked;
