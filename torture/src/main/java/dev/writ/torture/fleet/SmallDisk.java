package dev.writ.torture.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A file system in memory whose size can be set, so that it is full without much in it. Needs the right to mount. */
public final class SmallDisk {

    private static final String ROOMY = "size=16g";

    private static final int MOST_TRIES = 50;

    private final Path directory;
    private boolean mounted;
    private boolean over;

    /**
     * One that is not mounted yet.
     *
     * @param directory an empty folder
     */
    SmallDisk(Path directory) {
        this.directory = directory;
    }

    /**
     * Mounts it.
     *
     * @throws IOException if this process may not, which it says why, or the disk was unmounted before
     */
    synchronized void mount() throws IOException, InterruptedException {
        if (over) {
            throw new IOException("the run is over, " + directory + " is not mounted any more");
        }
        mounted = true; // Also where this thread is interrupted while it waits for that.
        try {
            run("mount", "-t", "tmpfs", "-o", ROOMY, "writ-torture", directory.toString());
        } catch (IOException e) {
            mounted = false;
            throw e;
        }
    }

    /** Why this process may not mount one; empty if it may. */
    public static Optional<String> refusal() throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("writ-torture-disk");
        try {
            SmallDisk disk = new SmallDisk(directory);
            disk.mount();
            disk.unmount();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e.toString());
        } finally {
            Files.delete(directory);
        }
    }

    /**
     * Leaves no room for more than there is. A disk that somebody writes to meanwhile takes no size that is too small by then, so
     * that is tried with new numbers.
     *
     * @throws IOException if none of 50 tries was quick enough
     */
    void fill() throws IOException, InterruptedException {
        for (int tries = 1; ; tries++) {
            FileStore store = Files.getFileStore(directory);
            try {
                resize("size=" + (store.getTotalSpace() - store.getUnallocatedSpace()));
                return;
            } catch (IOException e) {
                if (tries == MOST_TRIES) {
                    throw e;
                }
            }
        }
    }

    /** Makes room again. */
    void makeRoom() throws IOException, InterruptedException {
        resize(ROOMY);
    }

    /** How many bytes may still be written. */
    long room() throws IOException {
        return Files.getFileStore(directory).getUsableSpace();
    }

    /** For good: what is in it is gone, as soon as nobody has it open any more. Nothing if it is not mounted. */
    synchronized void unmount() {
        over = true;
        if (mounted) {
            mounted = false;
            try {
                run("umount", "--lazy", directory.toString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while " + directory + " was unmounted", e);
            }
        }
    }

    private void resize(String size) throws IOException, InterruptedException {
        run("mount", "-o", "remount," + size, directory.toString());
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + said.strip());
        }
    }
}
