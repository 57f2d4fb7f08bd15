package dev.writ.schemas.serde;

import org.apache.kafka.common.errors.SerializationException;

/** A record is not in its topic's format, and never will be: a poison record. */
public final class UnreadableRecordException extends SerializationException {
    private static final long serialVersionUID = 1;

    public UnreadableRecordException(String message, Throwable cause) {
        super(message, cause);
    }

    public UnreadableRecordException(String message) {
        super(message);
    }
}
