package dev.writ.worker.execution;

import dev.writ.schemas.event.TokenEvent;
import dev.writ.worker.stream.EndedAttempt;
import java.util.Optional;
import java.util.TreeMap;

/** What all attempts at one execution left in the token topic. Not safe for use by several threads. */
public final class AttemptHistory {

    private final TreeMap<Integer, AttemptTrace> attempts = new TreeMap<>();

    /** Adds the execution's next event in the topic's order. */
    void add(TokenEvent event) {
        attempts.computeIfAbsent(event.getAttempt(), AttemptTrace::new).add(event);
    }

    /** The number of the latest attempt; 0 if there was none. */
    int latest() {
        return attempts.isEmpty() ? 0 : attempts.lastKey();
    }

    /** The latest attempt, if it has no end. */
    Optional<AttemptTrace> open() {
        return attempts.isEmpty()
                ? Optional.empty()
                : Optional.of(attempts.lastEntry().getValue()).filter(AttemptTrace::isOpen);
    }

    /** The attempt that brought the execution to its end. */
    Optional<EndedAttempt> result() {
        return attempts.descendingMap().values().stream()
                .flatMap(trace -> trace.result().stream())
                .findFirst();
    }
}
