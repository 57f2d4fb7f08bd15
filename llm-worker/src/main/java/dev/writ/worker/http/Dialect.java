package dev.writ.worker.http;

import dev.writ.schemas.event.CompletionRequested;
import java.util.Map;
import org.apache.kafka.common.config.types.Password;

/** How a completion is asked for, and how the answer's events are read. Safe for use by several threads. */
public interface Dialect {

    /** What is appended to the base URL, such as /chat/completions. */
    String path();

    /**
     * The headers that it needs beyond those of every call.
     *
     * @param key empty if there is none
     */
    Map<String, String> headers(Password key);

    /** The request's body, which asks for a stream. */
    String body(CompletionRequested request, String model);

    /** A reader of one answer's events. */
    EventReader reader();

    /** Reads the events of one answer in their order. Not safe for use by several threads. */
    interface EventReader {

        /**
         * Takes one event, and tells the answer what it says.
         *
         * @throws SseProtocolException if it is not an event of the dialect
         */
        void take(SseEvent event, Answer answer) throws SseProtocolException, InterruptedException;
    }
}
