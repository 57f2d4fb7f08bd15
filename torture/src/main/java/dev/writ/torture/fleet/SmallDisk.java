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

    private final Path directory;
    private boolean mounted = true;

    private SmallDisk(Path directory) {
        this.directory = directory;
    }

    /**
     * Mounts one.
     *
     * @param directory an empty folder
     * @throws IOException if this process may not; says why
     */
    static SmallDisk mount(Path directory) throws IOException, InterruptedException {
        run("mount", "-t", "tmpfs", "-o", ROOMY, "writ-torture", directory.toString());
        return new SmallDisk(directory);
    }

    /** Why this process may not mount one; empty if it may. */
    public static Optional<String> refusal() throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("writ-torture-disk");
        try {
            mount(directory).unmount();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e.toString());
        } finally {
            Files.delete(directory);
        }
    }

    /** Leaves no room for more than there is. */
    void fill() throws IOException, InterruptedException {
        FileStore store = Files.getFileStore(directory);
        resize("size=" + (store.getTotalSpace() - store.getUnallocatedSpace()));
    }

    /** Makes room again. */
    void makeRoom() throws IOException, InterruptedException {
        resize(ROOMY);
    }

    /** How many bytes may still be written. */
    long room() throws IOException {
        return Files.getFileStore(directory).getUsableSpace();
    }

    /** What is in it is gone, as soon as nobody has it open any more. Nothing if that was done before. */
    synchronized void unmount() {
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
