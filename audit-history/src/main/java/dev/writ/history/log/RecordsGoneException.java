package dev.writ.history.log;

import org.apache.kafka.common.KafkaException;

/** The log lost records of the range while it was read. */
public final class RecordsGoneException extends KafkaException {
    private static final long serialVersionUID = 1;

    RecordsGoneException(String message, Throwable cause) {
        super(message, cause);
    }
}
