package dev.writ.worker.execution;

import dev.writ.schemas.CloudEvent;
import dev.writ.schemas.DeadLetters;
import dev.writ.schemas.DeadLetters.Why;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.DeadLetterReason;
import dev.writ.schemas.event.DeadLettered;
import dev.writ.telemetry.DeadLetterCount;
import dev.writ.worker.publish.Durable;
import dev.writ.worker.publish.EventPublisher;
import java.time.InstantSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Puts records of the queue that are given up where operators find them. */
final class DeadLetterBox {

    private static final String SOURCE = "/writ/worker";
    private static final String STAGE = "worker";

    private final EventPublisher publisher;
    private final InstantSource clock;
    private final DeadLetterCount count;

    DeadLetterBox(EventPublisher publisher, InstantSource clock, DeadLetterCount count) {
        this.publisher = publisher;
        this.clock = clock;
        this.count = count;
    }

    /** Returns when the dead letter is durable. */
    void put(
            ConsumerRecord<byte[], byte[]> given,
            DeadLetterReason reason,
            String code,
            String message,
            @Nullable String requestId)
            throws InterruptedException {
        DeadLettered letter = DeadLetters.of(given, new Why(reason, code, message, STAGE, requestId));
        String id = DeadLetters.idOf(letter.getOrigin());
        Durable.await(publisher.publish(
                Topics.DEAD_LETTERS,
                given.key(),
                letter,
                CloudEvent.of(id, SOURCE, letter, clock.instant(), CloudEvent.traceparentIn(given.headers(), id)),
                given.timestamp()));
        count.add(letter);
    }
}
