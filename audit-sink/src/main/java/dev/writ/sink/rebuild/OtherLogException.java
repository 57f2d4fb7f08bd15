package dev.writ.sink.rebuild;

import org.apache.kafka.common.KafkaException;

/** The log is not that from which the tables were built. */
public final class OtherLogException extends KafkaException {
    private static final long serialVersionUID = 1;

    OtherLogException(String message) {
        super(message);
    }
}
