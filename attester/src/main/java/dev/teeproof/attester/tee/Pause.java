package dev.teeproof.attester.tee;

import java.time.Duration;

/** Waits; injected so that tests need not. Thread-safe. */
@FunctionalInterface
public interface Pause {

    void of(Duration duration) throws InterruptedException;
}
