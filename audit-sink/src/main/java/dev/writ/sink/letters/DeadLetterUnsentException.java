package dev.writ.sink.letters;

import org.apache.kafka.common.errors.RetriableException;

/** A dead letter could not be made durable; its record must not be passed. */
public final class DeadLetterUnsentException extends RetriableException {
    private static final long serialVersionUID = 1;

    DeadLetterUnsentException(String message, Throwable cause) {
        super(message, cause);
    }
}
