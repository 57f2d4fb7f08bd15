package dev.writ.sink.publish;

import org.apache.kafka.common.errors.RetriableException;

/** A record could not be made durable; what rests on it must not go on. */
public final class UnsentException extends RetriableException {
    private static final long serialVersionUID = 1;

    UnsentException(String message, Throwable cause) {
        super(message, cause);
    }
}
