package dev.writ.worker.http;

import java.time.Duration;

/**
 * How long each part of a call may take; each more than 0.
 *
 * @param connect from the call to the connection, TLS included
 * @param firstByte from the call to the first byte of the answer's body
 * @param idle between two reads of the body; a comment counts as life
 * @param total from the first call to the end, repeated calls and the waits between them included
 */
public record Timeouts(Duration connect, Duration firstByte, Duration idle, Duration total) {

    public Timeouts {
        if (!connect.isPositive() || !firstByte.isPositive() || !idle.isPositive() || !total.isPositive()) {
            throw new IllegalArgumentException("timeouts must be more than 0");
        }
    }
}
