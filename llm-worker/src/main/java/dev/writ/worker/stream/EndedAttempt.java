package dev.writ.worker.stream;

import dev.writ.schemas.event.StreamEnded;
import dev.writ.schemas.event.StreamStarted;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An attempt whose last event is durable.
 *
 * @param attempt from 1
 * @param started its first event; null if the topic no longer has it
 * @param ended its last event
 * @param endedAt when that was written
 * @param answer what it sent before
 */
public record EndedAttempt(
        int attempt, @Nullable StreamStarted started, StreamEnded ended, Instant endedAt, Answer answer) {}
