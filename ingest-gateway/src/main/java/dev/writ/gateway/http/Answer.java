package dev.writ.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.util.Map;

/** What a handler answers. */
public sealed interface Answer {

    /** The HTTP status. */
    int status();

    /**
     * A JSON text.
     *
     * @param status HTTP status, 200 to 299
     * @param headers further header fields
     */
    record Json(int status, JsonNode body, Map<String, String> headers) implements Answer {
        public Json {
            headers = Map.copyOf(headers);
        }
    }

    /**
     * A text, as UTF-8.
     *
     * @param status HTTP status, 200 to 299
     * @param mediaType with its charset
     */
    record Text(int status, String mediaType, String body) implements Answer {}

    /**
     * A file; or, with 304, that the client has it already.
     *
     * @param status 200 or 304
     * @param body read from its position to its limit, which stay where they are; empty with 304
     * @param headers all that describe it, such as Content-Type and Cache-Control
     */
    record File(int status, ByteBuffer body, Map<String, String> headers) implements Answer {
        public File {
            body = body.asReadOnlyBuffer();
            headers = Map.copyOf(headers);
        }
    }

    /** A problem details object. */
    record Failure(Problem problem) implements Answer {
        @Override
        public int status() {
            return problem.status();
        }
    }

    /** No content: an event stream of which nothing is left, after which a browser no longer reconnects. */
    record Nothing() implements Answer {
        @Override
        public int status() {
            return 204;
        }
    }

    /**
     * A stream of server-sent events.
     *
     * @param source closed when the stream ends, whoever ends it
     * @param headers further header fields
     */
    record Events(EventSource source, Map<String, String> headers) implements Answer {
        public Events {
            headers = Map.copyOf(headers);
        }

        @Override
        public int status() {
            return 200;
        }
    }

    /**
     * A body that is made while it is sent.
     *
     * @param mediaType with its charset
     * @param body closed when it is sent, or cannot be
     */
    record Made(String mediaType, Download body) implements Answer {
        @Override
        public int status() {
            return 200;
        }
    }

    /**
     * A WebSocket; a request that does not ask for one is answered 426.
     *
     * @param source closed when the socket closes, whoever closes it
     */
    record Socket(MessageSource source) implements Answer {
        @Override
        public int status() {
            return 101;
        }
    }

    /** 200 with a JSON text. */
    static Answer ok(JsonNode body) {
        return json(200, body);
    }

    /** A JSON text. */
    static Answer json(int status, JsonNode body) {
        return new Json(status, body, Map.of());
    }
}
