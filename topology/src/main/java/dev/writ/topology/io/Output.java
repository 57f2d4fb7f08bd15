package dev.writ.topology.io;

import dev.writ.schemas.CloudEvent;
import dev.writ.schemas.DeadLetters;
import dev.writ.schemas.DeadLetters.Why;
import dev.writ.schemas.Topic;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.DeadLetterReason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * One record to write.
 *
 * @param topic where to
 * @param key the record key
 * @param value the record
 * @param eventId names the event, derived from what caused it
 * @param extraHeaders headers beside those of the CloudEvent
 */
public record Output(
        Topic<?> topic, String key, SpecificRecord value, String eventId, Map<String, String> extraHeaders) {

    private static final String SOURCE = "/writ/topology";

    /** A record with the headers of a CloudEvent alone. */
    public Output(Topic<?> topic, String key, SpecificRecord value, String eventId) {
        this(topic, key, value, eventId, Map.of());
    }

    /** The same with another header. */
    public Output with(String header, String text) {
        return new Output(topic, key, value, eventId, Map.of(header, text));
    }

    /**
     * The dead letter of a record.
     *
     * @param code a stable word within the kind of reason
     * @param message a sentence for a person
     * @param stage which stage gives up
     */
    public static Output deadLetter(
            RawRecord raw, DeadLetterReason kind, String code, @Nullable String message, Stage stage) {
        String requestId = CloudEvent.idIn(raw.headers()).orElse(null);
        Why why = new Why(
                kind, code, String.valueOf(message), "topology/" + stage.name().toLowerCase(Locale.ROOT), requestId);
        return new Output(
                Topics.DEAD_LETTERS,
                raw.keyText(),
                DeadLetters.of(raw.origin(), raw.timestamp(), raw.key(), raw.value(), raw.headers(), why),
                DeadLetters.idOf(raw.origin()));
    }

    /** As a CloudEvent of the trace, at the time of the record that caused it. */
    Record<String, Object> toRecord(String traceparent, long timestamp) {
        RecordHeaders headers = new RecordHeaders();
        CloudEvent.of(eventId, SOURCE, value, Instant.ofEpochMilli(Math.max(0, timestamp)), traceparent)
                .writeTo(headers);
        extraHeaders.forEach((name, text) -> headers.add(name, text.getBytes(StandardCharsets.UTF_8)));
        return new Record<>(key, value, Math.max(0, timestamp), headers);
    }
}
