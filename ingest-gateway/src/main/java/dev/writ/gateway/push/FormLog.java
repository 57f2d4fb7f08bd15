package dev.writ.gateway.push;

import dev.writ.gateway.log.KeyedLog;
import dev.writ.gateway.log.KeyedLog.Place;
import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.FormSubmitted;
import dev.writ.schemas.serde.SchemaRegistryClient;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** What was filled into forms: decisions do not carry it, but say where the submission is. */
final class FormLog {

    private final KeyedLog<FormSubmitted> log;

    FormLog(KafkaConnection connection, SchemaRegistryClient registry) {
        this.log = new KeyedLog<>(Topics.FORM_REQUESTS, connection, registry);
    }

    /**
     * The submission that was decided on; empty if it is no longer kept.
     *
     * @param key of the decision, which is the submission's too
     * @throws dev.writ.gateway.http.ProblemException 503 if it cannot be read
     */
    Optional<FormSubmitted> of(ActionDecided decision, String key) throws InterruptedException {
        TopicPartition partition = new TopicPartition(
                decision.getOrigin().getTopic(), decision.getOrigin().getPartition());
        return log.at(key, partition, decision.getOrigin().getOffset())
                        instanceof Place.Held<FormSubmitted>(KeyedLog.Found<FormSubmitted> found)
                ? Optional.of(found.value())
                : Optional.empty();
    }
}
