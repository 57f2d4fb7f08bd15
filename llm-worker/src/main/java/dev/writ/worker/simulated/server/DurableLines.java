package dev.writ.worker.simulated.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * A file of lines that only grows. One thread writes what has come together since its last write; with fsync that is then on the
 * disk. A line that a killed process left without its end was never kept, and is cut off when the file is opened again. Safe for
 * use by several threads.
 */
public final class DurableLines implements AutoCloseable {

    /** A line on its way; one without a text is the last. */
    private record Line(@Nullable String text, CompletableFuture<Void> kept) {}

    private final BlockingQueue<Line> lines = new LinkedBlockingQueue<>();
    private final FileChannel file;
    private final boolean fsync;

    private DurableLines(FileChannel file, boolean fsync) {
        this.file = file;
        this.fsync = fsync;
    }

    /**
     * Opens or creates a file.
     *
     * @param fsync whether each write waits for the disk
     * @throws IOException if it cannot be written
     */
    public static DurableLines open(Path path, boolean fsync) throws IOException {
        cutTornLine(path);
        DurableLines opened =
                new DurableLines(FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.APPEND), fsync);
        Thread.ofVirtual().name("writ-journal").start(opened::write);
        return opened;
    }

    private static void cutTornLine(Path path) throws IOException {
        try (FileChannel found =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long end = found.size();
            while (end > 0 && !isLineEnd(found, end - 1)) {
                end--;
            }
            found.truncate(end);
        }
    }

    private static boolean isLineEnd(FileChannel file, long position) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        return file.read(one, position) == 1 && one.get(0) == '\n';
    }

    /**
     * Adds a line.
     *
     * @param line without its end
     * @return done when it is kept, or failed with the cause if it cannot be
     */
    public CompletableFuture<Void> add(String line) {
        return enqueue(line);
    }

    private CompletableFuture<Void> enqueue(@Nullable String text) {
        Line line = new Line(text, new CompletableFuture<>());
        lines.add(line);
        return line.kept();
    }

    /** Closes the file after everything added has been kept. */
    @Override
    public void close() {
        enqueue(null).join();
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write() {
        try {
            boolean open = true;
            while (open) {
                List<Line> batch = new ArrayList<>();
                batch.add(lines.take());
                lines.drainTo(batch);
                keep(batch);
                open = batch.stream().allMatch(line -> line.text() != null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void keep(List<Line> batch) {
        StringBuilder text = new StringBuilder();
        batch.forEach(line -> text.append(line.text() == null ? "" : line.text() + "\n"));
        try {
            ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            if (fsync) {
                file.force(false);
            }
            batch.forEach(line -> line.kept().complete(null));
        } catch (IOException e) {
            batch.forEach(line -> line.kept().completeExceptionally(e));
        }
    }
}
