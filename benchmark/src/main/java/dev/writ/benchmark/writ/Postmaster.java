package dev.writ.benchmark.writ;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** PostgreSQL's first process, whose children do the work. */
public final class Postmaster {

    private static final int DEEPEST = 5;

    private Postmaster() {}

    /** The process id of the one that runs on data within a folder, as it wrote it down; empty if there is none. */
    public static Optional<Long> of(Path folder) throws IOException {
        try (Stream<Path> files = Files.find(
                folder, DEEPEST, (file, _) -> file.getFileName().toString().equals("postmaster.pid"))) {
            Optional<Path> found = files.findFirst();
            return found.isEmpty()
                    ? Optional.empty()
                    : Files.readString(found.get()).lines().findFirst().map(Long::valueOf);
        }
    }
}
