package dev.writ.gateway.http;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the events of one stream come from. Used by one thread. */
public interface EventSource extends AutoCloseable {

    /** What a source has to say. */
    sealed interface Step {}

    /**
     * An event for the client.
     *
     * @param id the client's cursor behind this event; null leaves the cursor where it is
     * @param name the event's name; null has none, as in dialects that know only data
     * @param data one line of text
     */
    record Event(@Nullable String id, @Nullable String name, String data) implements Step {}

    /** Nothing came in time. */
    record Silence() implements Step {}

    /** No more events: the stream is complete, or the reader was too slow and is to come back with its cursor. */
    record End() implements Step {}

    /** The next step, waiting for it at most this long. */
    Step next(Duration wait) throws InterruptedException;

    /** What a client is told if the server has to end the stream before the source does; empty if it will know by itself. */
    default Optional<Event> farewell() {
        return Optional.empty();
    }

    /** Gives up what the source holds; doing so twice is harmless. */
    @Override
    void close();
}
