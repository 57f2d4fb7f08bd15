package dev.writ.schemas.serde;

import org.apache.kafka.common.errors.RetriableException;

/** The schema registry cannot be reached or fails. Says nothing about the record: try again. */
public final class RegistryUnavailableException extends RetriableException {
    private static final long serialVersionUID = 1;

    public RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    public RegistryUnavailableException(String message) {
        super(message);
    }
}
