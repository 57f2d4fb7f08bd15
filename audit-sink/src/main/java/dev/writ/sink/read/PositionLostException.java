package dev.writ.sink.read;

import org.apache.kafka.common.errors.RetriableException;

/** The tables reach elsewhere than their writer thought, such as after a rebuild began: reading goes on from there. */
public final class PositionLostException extends RetriableException {
    private static final long serialVersionUID = 1;

    PositionLostException(String message) {
        super(message);
    }
}
