package dev.teeproof.cli;

import dev.teeproof.sources.EndorsementItem;
import dev.teeproof.sources.FetchListener;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Tells a person what is being fetched once it takes over a second, and what of that could not be had. */
final class Progress implements FetchListener {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final PrintStream err;
    private final Set<EndorsementItem> underWay = ConcurrentHashMap.newKeySet();
    private final Set<EndorsementItem> told = ConcurrentHashMap.newKeySet();

    Progress(PrintStream err) {
        this.err = err;
    }

    @Override
    public void started(EndorsementItem item, String source) {
        underWay.add(item);
        Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(PATIENCE);
            } catch (InterruptedException e) {
                return;
            }
            if (underWay.contains(item) && told.add(item)) {
                err.println("teeproof: fetching the " + item.inWords() + " from " + source + " …");
                err.flush();
            }
        });
    }

    @Override
    public void ended(EndorsementItem item, String source, Optional<String> trouble) {
        underWay.remove(item);
        if (told.remove(item)) {
            err.println("teeproof: "
                    + trouble.map(words -> "no answer about the " + item.inWords() + ": " + words)
                            .orElse("got the " + item.inWords()));
            err.flush();
        }
    }
}
