package dev.writ.sink.read;

import org.apache.kafka.common.KafkaException;

/** The log no longer has, or does not have yet, the records that follow what the tables hold. Only a person can decide what is true. */
public final class LogGapException extends KafkaException {
    private static final long serialVersionUID = 1;

    LogGapException(String message, Throwable cause) {
        super(message, cause);
    }
}
