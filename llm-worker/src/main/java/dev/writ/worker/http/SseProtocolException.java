package dev.writ.worker.http;

import java.io.IOException;

/** What came is no event stream that could be taken in. */
public final class SseProtocolException extends IOException {
    private static final long serialVersionUID = 1;

    /** @param message a sentence for a person, without what came */
    public SseProtocolException(String message) {
        super(message);
    }
}
