package dev.writ.worker.simulated.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.writ.worker.simulated.server.JournalEntry.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * A journal as a file that only grows, one JSON object a line. One thread writes what has come together since its last
 * write. That a call came is in the file before the call is answered; with fsync it is on the disk.
 */
public final class FileJournal implements CallJournal {

    /** An entry on its way; one without a line is the last. */
    private record Line(@Nullable String json, CompletableFuture<Void> kept) {}

    private final BlockingQueue<Line> lines = new LinkedBlockingQueue<>();
    private final FileChannel file;
    private final boolean fsync;

    private FileJournal(FileChannel file, boolean fsync) {
        this.file = file;
        this.fsync = fsync;
    }

    /**
     * Opens or creates a file.
     *
     * @param fsync whether each write waits for the disk
     * @throws IOException if it cannot be written
     */
    public static FileJournal open(Path path, boolean fsync) throws IOException {
        FileJournal journal = new FileJournal(
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND),
                fsync);
        Thread.ofVirtual().name("writ-journal").start(journal::write);
        return journal;
    }

    @Override
    public void note(JournalEntry entry) {
        Line line = new Line(json(entry), new CompletableFuture<>());
        lines.add(line);
        if (entry.kind() == Kind.RECEIVED) {
            line.kept().join();
        }
    }

    @Override
    public void close() {
        Line last = new Line(null, new CompletableFuture<>());
        lines.add(last);
        last.kept().join();
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
                open = batch.stream().allMatch(line -> line.json() != null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void keep(List<Line> batch) {
        StringBuilder text = new StringBuilder();
        batch.forEach(line -> text.append(line.json() == null ? "" : line.json() + "\n"));
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

    private static String json(JournalEntry entry) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("call", entry.call())
                .put("event", entry.kind().name().toLowerCase(Locale.ROOT))
                .put("request_id", entry.requestId())
                .put("dialect", entry.dialect())
                .put("model", entry.model())
                .put("tokens", entry.tokens())
                .put("note", entry.note())
                .put("at", entry.at().toString())
                .put("monotonic_nanos", entry.monotonicNanos())
                .toString();
    }
}
