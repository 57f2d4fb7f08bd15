package dev.writ.worker.stream;

import dev.writ.schemas.CloudEvent;
import dev.writ.schemas.Ids;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.StreamEnded;
import dev.writ.schemas.event.StreamStarted;
import dev.writ.schemas.event.TokenDelta;
import dev.writ.schemas.event.TokenEvent;
import dev.writ.worker.publish.Durable;
import dev.writ.worker.publish.EventPublisher;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Writes one attempt's token events, numbered without a gap. The last event is sent only when all before it are durable, so
 * an end in the topic proves a whole stream before it. Not safe for use by several threads.
 */
public final class AttemptWriter {

    private static final String SOURCE = "/writ/worker";

    private final EventPublisher publisher;
    private final InstantSource clock;
    private final Completion completion;
    private final int attempt;
    private final Deque<CompletableFuture<Void>> unconfirmed = new ArrayDeque<>();
    private long nextSeq;

    /**
     * A writer that goes on at a number.
     *
     * @param attempt from 1
     * @param nextSeq the first event's number; 0 for a new attempt
     */
    public AttemptWriter(
            EventPublisher publisher, InstantSource clock, Completion completion, int attempt, long nextSeq) {
        this.publisher = publisher;
        this.clock = clock;
        this.completion = completion;
        this.attempt = attempt;
        this.nextSeq = nextSeq;
    }

    /** Sends the first event and returns when it is durable. */
    public void start(StreamStarted started) throws InterruptedException {
        send(started, clock.instant());
        awaitDurable();
    }

    /** Sends a piece of text. */
    void delta(Piece piece) {
        send(new TokenDelta(piece.text(), piece.chunks()), clock.instant());
    }

    /** Sends what became of a tool call. */
    void tool(SpecificRecord verdict) {
        send(verdict, clock.instant());
    }

    private void awaitDurable() throws InterruptedException {
        while (!unconfirmed.isEmpty()) {
            Durable.await(unconfirmed.remove());
        }
    }

    /** The number of the last event that was sent; -1 if there was none. */
    long lastSeq() {
        return nextSeq - 1;
    }

    /**
     * Sends the last event and returns when it is durable.
     *
     * @return when it was written, as the event says
     * @throws KafkaException if an event of the attempt could not be made durable
     */
    public Instant end(StreamEnded ended) throws InterruptedException {
        awaitDurable();
        Instant at = clock.instant();
        send(ended, at);
        awaitDurable();
        return Instant.ofEpochMilli(at.toEpochMilli());
    }

    private void send(SpecificRecord body, Instant at) {
        refuseAfterFailure();
        String executionId = completion.executionId();
        TokenEvent event = TokenEvent.newBuilder()
                .setExecutionId(executionId)
                .setAttempt(attempt)
                .setSeq(nextSeq)
                .setOccurredAt(at)
                .setBody(body)
                .build();
        String id = Ids.derive("token", executionId, attempt, nextSeq);
        unconfirmed.add(publisher.publish(
                Topics.TOKENS,
                completion.key(),
                event,
                CloudEvent.of(id, SOURCE, event, at, completion.traceparent()),
                completion.timestamp()));
        nextSeq++;
    }

    /** Forgets what is confirmed, and stops the attempt at the first event that failed. */
    private void refuseAfterFailure() {
        CompletableFuture<Void> oldest = unconfirmed.peek();
        while (oldest != null && oldest.isDone()) {
            if (oldest.isCompletedExceptionally()) {
                throw new KafkaException("a token event could not be written", oldest.exceptionNow());
            }
            unconfirmed.remove();
            oldest = unconfirmed.peek();
        }
    }
}
