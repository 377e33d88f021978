package dev.teeproof.sources;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files and folders that the caller named. */
record CollateralPaths(List<Path> named) {

    /** Files looked at, of all folders. */
    static final int MAX_FILES = 5000;

    private static final Set<String> ENDINGS = Set.of("json", "crl", "der", "pem", "hex", "crt", "cer");

    CollateralPaths {
        named = List.copyOf(named);
    }

    /**
     * How each file stands now. Files of a folder that cannot be listed stand as before.
     *
     * @param before how they stood the last time
     */
    Map<Path, FileState> states(Map<Path, FileState> before, Told trouble) {
        Map<Path, FileState> states = new TreeMap<>();
        for (Path path : named) {
            boolean wasFolder = before.keySet().stream().anyMatch(file -> path.equals(file.getParent()));
            if (Files.isDirectory(path) || wasFolder) {
                try {
                    states.putAll(folder(path, trouble));
                } catch (IOException e) {
                    trouble.tell("the folder " + path + " cannot be listed, what was read before stays: " + e);
                    before.forEach((file, state) -> {
                        if (path.equals(file.getParent())) {
                            states.put(file, state);
                        }
                    });
                }
            } else {
                states.put(path, FileState.of(path));
            }
        }
        return states;
    }

    private static Map<Path, FileState> folder(Path folder, Told trouble) throws IOException {
        Map<Path, FileState> states = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files.filter(CollateralPaths::isLookedAt)::iterator) {
                if (states.size() == MAX_FILES) {
                    trouble.tell("of " + folder + " only " + MAX_FILES + " files are read");
                    break;
                }
                FileState state = FileState.of(file);
                if (state.present()) {
                    states.put(file, state);
                }
            }
        } catch (UncheckedIOException e) {
            throw new IOException(e);
        }
        return states;
    }

    private static boolean isLookedAt(Path file) {
        String name = file.getFileName().toString();
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && ENDINGS.contains(ending) && Files.isRegularFile(file);
    }
}
