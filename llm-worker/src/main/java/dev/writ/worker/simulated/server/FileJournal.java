package dev.writ.worker.simulated.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.writ.worker.simulated.server.JournalEntry.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/**
 * A journal as a file, one JSON object a line. That a call came is in the file before the call is answered, and that it was turned
 * away before its caller is told so; with fsync it is on the disk.
 */
public final class FileJournal implements CallJournal {

    private final DurableLines lines;

    private FileJournal(DurableLines lines) {
        this.lines = lines;
    }

    /**
     * Opens or creates a file.
     *
     * @param fsync whether each write waits for the disk
     * @throws IOException if it cannot be written
     */
    public static FileJournal open(Path path, boolean fsync) throws IOException {
        return new FileJournal(DurableLines.open(path, fsync));
    }

    @Override
    public void note(JournalEntry entry) {
        CompletableFuture<Void> kept = lines.add(json(entry));
        if (entry.kind() == Kind.RECEIVED || isRefusal(entry)) {
            kept.join();
        }
    }

    /** Whoever is refused may call again at once, so that it was over has to be known before. */
    private static boolean isRefusal(JournalEntry entry) {
        return entry.kind() == Kind.ENDED && entry.tokens() == 0;
    }

    @Override
    public void close() {
        lines.close();
    }

    private static String json(JournalEntry entry) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("call", entry.call())
                .put("event", entry.kind().name().toLowerCase(Locale.ROOT))
                .put("request_id", entry.requestId())
                .put("traceparent", entry.traceparent())
                .put("dialect", entry.dialect())
                .put("model", entry.model())
                .put("tokens", entry.tokens())
                .put("note", entry.note())
                .put("at", entry.at().toString())
                .put("monotonic_nanos", entry.monotonicNanos())
                .toString();
    }
}
