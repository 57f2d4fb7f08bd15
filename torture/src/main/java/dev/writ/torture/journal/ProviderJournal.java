package dev.writ.torture.journal;

import dev.writ.torture.history.ProviderCall;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what {@code writ simulate --journal} writes. Calls are numbered anew by each process, so a number is that of the latest
 * call that was received under it.
 */
public final class ProviderJournal {

    private static final String REQUEST = "request_id";

    private final List<ProviderCall> calls = new ArrayList<>();
    private final Map<Long, Integer> latest = new HashMap<>();

    private ProviderJournal() {}

    /**
     * The calls of a journal, in the order in which they came.
     *
     * @throws IOException if it cannot be read, or is not one
     */
    public static List<ProviderCall> read(Path file) throws IOException {
        ProviderJournal journal = new ProviderJournal();
        for (JournalLine line : JournalLine.read(file)) {
            journal.take(line);
        }
        return List.copyOf(journal.calls);
    }

    private void take(JournalLine line) throws IOException {
        long number = line.json().path("call").asLong();
        switch (line.text("event")) {
            case "received" -> {
                latest.put(number, calls.size());
                calls.add(new ProviderCall(
                        line.place(),
                        line.text(REQUEST),
                        Instant.parse(line.text("at")),
                        nanos(line),
                        Optional.empty()));
            }
            case "first_byte" -> {} // Says nothing about what was said.
            case "closed_by_client" -> end(number, line, true);
            case "ended" -> end(number, line, false);
            default -> throw new IOException(line.place() + " is no line of a provider: " + line.json());
        }
    }

    private void end(long number, JournalLine line, boolean byClient) {
        Integer index = latest.get(number);
        if (index == null) {
            return; // Its caller went away before the request had come.
        }
        ProviderCall call = calls.get(index);
        if (call.last().isPresent() || !call.requestId().equals(line.text(REQUEST))) {
            return; // So the call is of a process before, and this caller went away before its request had come.
        }
        ProviderCall.Last last =
                new ProviderCall.Last(line.json().path("tokens").asInt(), byClient, line.text("note"), nanos(line));
        calls.set(
                index,
                new ProviderCall(
                        call.place(), call.requestId(), call.receivedAt(), call.receivedNanos(), Optional.of(last)));
    }

    private static long nanos(JournalLine line) {
        return line.json().path("monotonic_nanos").asLong();
    }
}
