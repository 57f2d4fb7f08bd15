package dev.writ.worker.openai;

import java.io.IOException;

/** What came is no event stream that could be taken in. */
final class SseProtocolException extends IOException {
    private static final long serialVersionUID = 1;

    SseProtocolException(String message) {
        super(message);
    }
}
