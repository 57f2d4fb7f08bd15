package dev.writ.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The directory of one cluster, locked against a second one for as long as it is open. */
final class DataDirectory implements AutoCloseable {

    private final Path path;
    private final boolean temporary;
    private final FileChannel lock;

    private DataDirectory(Path path, boolean temporary, FileChannel lock) {
        this.path = path;
        this.temporary = temporary;
        this.lock = lock;
    }

    /**
     * Makes and locks the directory.
     *
     * @param wanted null for a temporary one
     * @throws LocalClusterException if it cannot be written, or another cluster uses it
     */
    static DataDirectory open(@Nullable Path wanted) {
        try {
            Path path = wanted == null ? Files.createTempDirectory("writ-") : Files.createDirectories(wanted);
            return lock(path.toRealPath(), wanted == null);
        } catch (IOException e) {
            throw new LocalClusterException("The data directory " + wanted + " cannot be used: " + e, e);
        }
    }

    private static DataDirectory lock(Path path, boolean temporary) throws IOException {
        FileChannel channel =
                FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            channel.close();
            throw new LocalClusterException("The data directory " + path + " is in use by another running Writ.");
        }
        return new DataDirectory(path, temporary, channel);
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    boolean isTemporary() {
        return temporary;
    }

    /** Unlocks the directory, and deletes a temporary one. */
    @Override
    public void close() {
        try {
            lock.close();
            if (temporary) {
                FileTree.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the data directory " + path + " could not be given up", e);
        }
    }
}
