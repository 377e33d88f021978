package dev.teeproof.sources;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Tells each trouble once. Remembers the last few hundred; thread-safe. */
final class Told {

    private static final int REMEMBERED = 256;

    private final Consumer<String> listener;
    private final Set<String> told = Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    }));

    Told(Consumer<String> listener) {
        this.listener = listener;
    }

    void tell(String trouble) {
        if (told.add(trouble)) {
            listener.accept(trouble);
        }
    }

    /** Tells it even if it was told before: for what is known to have happened anew. */
    void tellAgain(String trouble) {
        listener.accept(trouble);
    }
}
