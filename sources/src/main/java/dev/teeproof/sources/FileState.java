package dev.teeproof.sources;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/** What a look at a file shows, without reading it: empty times are of a file that is not there. */
record FileState(Optional<FileTime> changed, long size) {

    static FileState of(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new FileState(Optional.of(attributes.lastModifiedTime()), attributes.size());
        } catch (IOException e) {
            return new FileState(Optional.empty(), 0);
        }
    }

    boolean present() {
        return changed.isPresent();
    }
}
