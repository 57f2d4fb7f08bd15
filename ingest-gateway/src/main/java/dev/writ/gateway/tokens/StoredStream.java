package dev.writ.gateway.tokens;

import dev.writ.gateway.http.EventSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/** A stream whose events are all known when it is opened. */
final class StoredStream implements EventSource {

    private final Queue<Event> events;

    StoredStream(List<Event> events) {
        this.events = new ArrayDeque<>(events);
    }

    @Override
    public Step next(Duration wait) {
        Event event = events.poll();
        return event == null ? new End() : event;
    }

    @Override
    public void close() {
        events.clear();
    }
}
