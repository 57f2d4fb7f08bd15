package dev.writ.gateway.publish;

import dev.writ.gateway.http.ProblemException;
import dev.writ.schemas.CloudEvent;
import dev.writ.schemas.DeadLetters;
import dev.writ.schemas.ObservedPositions;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.DeadLetterReason;
import dev.writ.schemas.event.DeadLettered;
import java.time.Clock;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Keeps records that this gateway cannot read, with their origin, on writ.dead-letters. */
public final class DeadLetterOffice {

    private static final String STAGE = "gateway";

    private final Publisher publisher;
    private final Clock clock;

    public DeadLetterOffice(Publisher publisher, Clock clock) {
        this.publisher = publisher;
        this.clock = clock;
    }

    /**
     * Writes the dead letter of a record.
     *
     * @throws ProblemException 503 if Kafka cannot take it now; the record must then be tried again
     */
    public void take(ConsumerRecord<byte[], byte[]> record, DeadLetterReason kind, String code, String message)
            throws InterruptedException {
        DeadLetters.Why why = new DeadLetters.Why(kind, code, message, STAGE, null);
        DeadLettered letter = DeadLetters.of(record, why);
        String id = DeadLetters.idOf(letter.getOrigin());
        CloudEvent event = CloudEvent.of(
                id, Publisher.SOURCE, letter, clock.instant(), CloudEvent.traceparentIn(record.headers(), id));
        publisher.publish(Topics.DEAD_LETTERS, record.key(), letter, event, ObservedPositions.NONE);
    }
}
