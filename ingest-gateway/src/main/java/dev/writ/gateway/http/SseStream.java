package dev.writ.gateway.http;

import dev.writ.gateway.http.EventSource.End;
import dev.writ.gateway.http.EventSource.Event;
import dev.writ.gateway.http.EventSource.Silence;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Writes one source's events in the format of the HTML standard, section 9.2, on the calling thread. Each event is
 * written as soon as it comes; silence is filled with comments, which is how a client that has gone is noticed.
 */
final class SseStream {

    /** Takes bytes; blocks until the connection has taken them. */
    @FunctionalInterface
    interface Sink {
        /**
         * Writes the bytes.
         *
         * @throws IOException if the client has gone, or does not read
         */
        void write(boolean last, ByteBuffer bytes) throws IOException;
    }

    private static final String GREETING = ": stream\n\n";
    private static final String HEARTBEAT = ": ping\n\n";

    private final EventSource source;
    private final Sink sink;
    private final Duration heartbeat;

    SseStream(EventSource source, Sink sink, Duration heartbeat) {
        this.source = source;
        this.sink = sink;
        this.heartbeat = heartbeat;
    }

    /**
     * Writes until the source ends or the thread is interrupted.
     *
     * @throws IOException if the client has gone; the stream is over, and nothing else is wrong
     */
    void run() throws IOException {
        try {
            write(GREETING);
            while (true) {
                switch (source.next(heartbeat)) {
                    case Event event -> write(format(event));
                    case Silence _ -> write(HEARTBEAT);
                    case End _ -> {
                        sink.write(true, ByteBuffer.allocate(0));
                        return;
                    }
                }
            }
        } catch (InterruptedException e) {
            // The server stops: this thread's only work is this stream, which ends here with its cursor intact.
            Optional<Event> farewell = source.farewell();
            if (farewell.isPresent()) {
                write(format(farewell.get()));
            }
            sink.write(true, ByteBuffer.allocate(0));
        }
    }

    static String format(Event event) {
        StringBuilder text = new StringBuilder(event.data().length() + 64);
        String name = event.name();
        if (name != null) {
            text.append("event: ").append(oneLine(name)).append('\n');
        }
        String id = event.id();
        if (id != null) {
            text.append("id: ").append(oneLine(id)).append('\n');
        }
        return text.append("data: ")
                .append(oneLine(event.data()))
                .append("\n\n")
                .toString();
    }

    private static String oneLine(String field) {
        return field.replace("\r", "").replace("\n", "");
    }

    private void write(String text) throws IOException {
        sink.write(false, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }
}
