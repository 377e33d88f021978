/** An HTTP service on the loopback interface that answers, and fails on demand, in ways that all simulated services share. */
@NullMarked
package dev.teeproof.simulator.wire;

import org.jspecify.annotations.NullMarked;
