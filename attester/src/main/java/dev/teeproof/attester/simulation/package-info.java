/**
 * A simulated guest with its agent and the services of its makers, in a directory: what apps and verifiers need to work without the
 * hardware. Start at {@link dev.teeproof.attester.simulation.Simulation}.
 */
@NullMarked
package dev.teeproof.attester.simulation;

import org.jspecify.annotations.NullMarked;
