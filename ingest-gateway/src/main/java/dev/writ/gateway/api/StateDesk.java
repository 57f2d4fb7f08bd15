package dev.writ.gateway.api;

import dev.writ.gateway.http.ProblemException;
import dev.writ.gateway.http.Problems;
import dev.writ.gateway.publish.Publisher;
import dev.writ.gateway.request.Intake;
import dev.writ.gateway.state.StateView;
import dev.writ.schemas.CloudEvent;
import dev.writ.schemas.ObservedPositions;
import dev.writ.schemas.Topic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/** Writes state that the gateway owns, and waits until its own view shows it, so that the next request is decided by it. */
final class StateDesk {

    private final Publisher publisher;
    private final StateView state;
    private final Clock clock;
    private final Duration timeout;

    StateDesk(Publisher publisher, StateView state, Clock clock, Duration timeout) {
        this.publisher = publisher;
        this.state = state;
        this.clock = clock;
        this.timeout = timeout;
    }

    /**
     * Writes one record.
     *
     * @throws ProblemException 503 if Kafka cannot take it, or the view does not show it in time
     */
    <V extends SpecificRecord> void write(Intake intake, Topic<V> topic, String key, V value)
            throws InterruptedException {
        CloudEvent event = CloudEvent.of(intake.id(), Publisher.SOURCE, value, clock.instant(), intake.traceparent());
        RecordMetadata written = publisher.publish(topic, key, value, event, ObservedPositions.NONE);
        TopicPartition partition = new TopicPartition(written.topic(), written.partition());
        if (!state.await(partition, written.offset(), timeout)) {
            throw new ProblemException(Problems.unavailable(
                    "view_behind",
                    "The change is written, and this gateway does not show it yet; it may be repeated."));
        }
    }

    /** Now, in the precision that events keep. */
    Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }
}
