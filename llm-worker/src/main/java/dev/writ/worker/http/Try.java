package dev.writ.worker.http;

import dev.writ.worker.provider.StreamOutcome;
import java.time.Duration;
import java.util.Optional;

/** How one HTTP call went. */
sealed interface Try {

    /** How the completion ends if there is no further call. */
    StreamOutcome outcome();

    /** Nothing to gain from a further call, or text has been handed on. */
    record Final(StreamOutcome outcome) implements Try {}

    /**
     * A further call may do better.
     *
     * @param retryAfter the wait that the server asked for
     */
    record Repeatable(StreamOutcome outcome, Optional<Duration> retryAfter) implements Try {}
}
