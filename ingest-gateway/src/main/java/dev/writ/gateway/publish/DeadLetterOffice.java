package dev.writ.gateway.publish;

import dev.writ.feed.PoisonHandler;
import dev.writ.gateway.http.ProblemException;
import dev.writ.schemas.CloudEvent;
import dev.writ.schemas.DeadLetters;
import dev.writ.schemas.ObservedPositions;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.DeadLetterReason;
import dev.writ.schemas.event.DeadLettered;
import dev.writ.telemetry.DeadLetterCount;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps records that this gateway cannot read, with their origin, on writ.dead-letters. */
public final class DeadLetterOffice implements PoisonHandler {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterOffice.class);
    private static final String STAGE = "gateway";

    private final Publisher publisher;
    private final Clock clock;
    private final DeadLetterCount count;

    /**
     * An office over a publisher that stays its owner's.
     *
     * @param meters takes the number of dead letters
     */
    public DeadLetterOffice(Publisher publisher, Clock clock, MeterRegistry meters) {
        this.publisher = publisher;
        this.clock = clock;
        this.count = new DeadLetterCount(meters, "gateway");
    }

    /**
     * Writes the dead letter of a record.
     *
     * @throws ProblemException 503 if Kafka cannot take it now; the record must then be tried again
     */
    @Override
    public void handle(ConsumerRecord<byte[], byte[]> record, DeadLetterReason reason, RuntimeException cause)
            throws InterruptedException {
        String code = reason == DeadLetterReason.UNREADABLE ? "unreadable" : "processing_failed";
        LOG.warn(
                "{}-{}@{} becomes a dead letter ({}): {}",
                record.topic(),
                record.partition(),
                record.offset(),
                code,
                cause.getMessage());
        LOG.debug("why it does", cause);
        DeadLetters.Why why = new DeadLetters.Why(reason, code, String.valueOf(cause.getMessage()), STAGE, null);
        DeadLettered letter = DeadLetters.of(record, why);
        String id = DeadLetters.idOf(letter.getOrigin());
        CloudEvent event = CloudEvent.of(
                id, Publisher.SOURCE, letter, clock.instant(), CloudEvent.traceparentIn(record.headers(), id));
        publisher.publish(Topics.DEAD_LETTERS, record.key(), letter, event, ObservedPositions.NONE);
        count.add(letter);
    }
}
