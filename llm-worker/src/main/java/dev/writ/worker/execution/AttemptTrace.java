package dev.writ.worker.execution;

import dev.writ.schemas.event.StreamEnd;
import dev.writ.schemas.event.StreamEnded;
import dev.writ.schemas.event.StreamStarted;
import dev.writ.schemas.event.TokenDelta;
import dev.writ.schemas.event.TokenEvent;
import dev.writ.schemas.event.ToolCallAllowed;
import dev.writ.schemas.event.ToolCallWithheld;
import dev.writ.worker.stream.Answer;
import dev.writ.worker.stream.EndedAttempt;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one attempt left in the token topic. Not safe for use by several threads. */
public final class AttemptTrace {

    private final int attempt;
    private final Answer answer = new Answer();
    private @Nullable StreamStarted started;
    private @Nullable StreamEnded ended;
    private Instant endedAt = Instant.EPOCH;
    private long lastSeq = -1;

    AttemptTrace(int attempt) {
        this.attempt = attempt;
    }

    /** Adds the next event in the topic's order; one whose number was there already is a repetition. */
    void add(TokenEvent event) {
        if (event.getSeq() <= lastSeq || ended != null) {
            return;
        }
        lastSeq = event.getSeq();
        switch (event.getBody()) {
            case StreamStarted first -> started = first;
            case TokenDelta delta -> answer.add(delta.getText());
            case ToolCallAllowed allowed -> answer.allow(allowed.getCall());
            case ToolCallWithheld withheld -> answer.withhold(withheld.getName());
            case StreamEnded last -> {
                ended = last;
                endedAt = event.getOccurredAt();
            }
            default -> throw new IllegalStateException("no such token event: " + event.getBody());
        }
    }

    /** Its number, from 1. */
    int attempt() {
        return attempt;
    }

    /** Its first event; empty if the topic no longer has it. */
    Optional<StreamStarted> started() {
        return Optional.ofNullable(started);
    }

    /** What it sent, as far as it came. */
    Answer answer() {
        return answer;
    }

    /** The number of its last event. */
    long lastSeq() {
        return lastSeq;
    }

    /** Whether its last event is missing. */
    boolean isOpen() {
        return ended == null;
    }

    /** Its end, if it has one that ends the execution with it. */
    Optional<EndedAttempt> result() {
        return ended == null || ended.getStatus() == StreamEnd.SUPERSEDED
                ? Optional.empty()
                : Optional.of(new EndedAttempt(attempt, started, ended, endedAt, answer));
    }
}
