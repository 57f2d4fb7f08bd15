package dev.writ.gateway.http;

import java.time.Duration;

/** Where the messages of one WebSocket come from. Used by one thread at a time. */
public interface MessageSource extends AutoCloseable {

    /** What a source has to say. */
    sealed interface Step {}

    /** One text message for the client. */
    record Message(String text) implements Step {}

    /** Nothing came in time. */
    record Silence() implements Step {}

    /**
     * No more messages.
     *
     * @param code of the close frame, RFC 6455, section 7.4
     * @param reason at most 123 bytes in UTF-8
     */
    record End(int code, String reason) implements Step {

        /** What the client asked for cannot be had. */
        public static final int POLICY_VIOLATION = 1008;

        /** What there is to say cannot be read now. */
        public static final int SERVER_ERROR = 1011;

        /** The client is to come back with its cursor. */
        public static final int TRY_AGAIN_LATER = 1013;
    }

    /** The next step, waiting for it at most this long. */
    Step next(Duration wait) throws InterruptedException;

    /** Gives up what the source holds; doing so twice is harmless. */
    @Override
    void close();
}
