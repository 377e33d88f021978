/**
 * A caching service for Intel's collateral that serves simulated platforms on the loopback interface, and misbehaves on
 * demand. What is served is minted and signed as blueprints say.
 *
 * <pre>{@code
 * try (SimulatedPccs pccs = SimulatedPccs.serving(TdxBlueprint.of(42, at))) {
 *     ask(pccs.baseUrl());
 *     pccs.fail(PccsFault.STALE);
 *     ask(pccs.baseUrl());
 * }
 * }</pre>
 */
@NullMarked
package dev.teeproof.simulator.pccs;

import org.jspecify.annotations.NullMarked;
