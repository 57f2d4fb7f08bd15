package dev.writ.sink.store;

import org.apache.kafka.common.KafkaException;

/** Two records claim one event id and say different things. Which one is true, only a person can decide. */
public final class EventConflictException extends KafkaException {
    private static final long serialVersionUID = 1;

    EventConflictException(String message) {
        super(message);
    }
}
