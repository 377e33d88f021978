package dev.teeproof.sources;

import java.util.Optional;

/** Is told of each fetch over the network, so that a command can show what it is waiting for. Called in any thread. */
public interface FetchListener {

    void started(EndorsementItem item, String source);

    /** @param trouble why the item could not be had, in words; empty if it came */
    void ended(EndorsementItem item, String source, Optional<String> trouble);

    /** Listens to nothing. */
    static FetchListener none() {
        return new FetchListener() {
            @Override
            public void started(EndorsementItem item, String source) {}

            @Override
            public void ended(EndorsementItem item, String source, Optional<String> trouble) {}
        };
    }
}
