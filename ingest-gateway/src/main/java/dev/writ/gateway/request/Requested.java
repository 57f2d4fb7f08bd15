package dev.writ.gateway.request;

import dev.writ.schemas.Topic;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * A request as it goes to Kafka.
 *
 * @param topic where it goes
 * @param key the session's id, else the user's
 * @param sessionId the conversation, if there is one
 * @param event what is asked
 */
public record Requested<V extends SpecificRecord>(Topic<V> topic, String key, Optional<String> sessionId, V event) {

    static <V extends SpecificRecord> Requested<V> of(
            Topic<V> topic, Optional<String> sessionId, String userId, V event) {
        return new Requested<>(topic, sessionId.orElse(userId), sessionId, event);
    }
}
