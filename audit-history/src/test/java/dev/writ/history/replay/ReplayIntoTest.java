package dev.writ.history.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.writ.schemas.Topic;
import dev.writ.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class ReplayIntoTest {

    private static final byte[] KEY = {1, 2};
    private static final byte[] VALUE = {3, 4, 5};

    private final MockProducer<byte[], byte[]> kafka =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final ReplayInto into = new ReplayInto(kafka, "copies", "replay-1");

    @Test
    void sendsTheRecordAsItWasWithItsOrigin() {
        // Given
        RecordHeaders headers = new RecordHeaders();
        headers.add("ce_id", "event".getBytes(StandardCharsets.UTF_8));

        // When
        assertThat(into.take(replayed(headers))).isTrue();

        // Then
        ProducerRecord<byte[], byte[]> sent = kafka.history().getFirst();
        assertThat(sent.topic()).isEqualTo("copies");
        assertThat(sent.partition()).isNull();
        assertThat(sent.key()).isEqualTo(KEY);
        assertThat(sent.value()).isEqualTo(VALUE);
        assertThat(sent.timestamp()).isEqualTo(Events.T0.toEpochMilli());
        assertThat(texts(sent.headers()))
                .containsExactly(
                        Map.entry("ce_id", "event"),
                        Map.entry("writ-replay-id", "replay-1"),
                        Map.entry("writ-origin-topic", "history"),
                        Map.entry("writ-origin-partition", "1"),
                        Map.entry("writ-origin-offset", "17"),
                        Map.entry("writ-origin-timestamp", "2026-11-20T10:00:00Z"));
        assertThat(headers.toArray()).as("the original's").hasSize(1);
    }

    @Test
    void failsOnceTheClusterRefusesARecord() {
        // Given
        into.take(replayed(new RecordHeaders()));
        into.take(replayed(new RecordHeaders()));
        kafka.completeNext();
        kafka.errorNext(new RecordTooLargeException("too large"));

        // When, Then
        String message = "replay replay-1 sent 1 records into copies and then failed: too large";
        assertThatThrownBy(() -> into.take(replayed(new RecordHeaders())))
                .isInstanceOf(KafkaException.class)
                .hasMessage(message);
        assertThatThrownBy(into::finish).hasMessage(message);
    }

    @Test
    void waitsUntilEverythingIsThere() {
        // Given
        into.take(replayed(new RecordHeaders()));
        into.take(replayed(new RecordHeaders()));

        // When
        long sent = into.finish();

        // Then
        assertThat(sent).isEqualTo(2);
        assertThat(kafka.flushed()).isTrue();
    }

    @Test
    void objectsToTopicsThatSomebodyOfWritReads() {
        // Then
        for (Topic<?> topic : Topics.ALL) {
            assertThat(ReplayInto.objection(topic.name(), "writ-topology-"))
                    .hasValueSatisfying(why -> assertThat(why).contains("would take the copies for new events"));
        }
        assertThat(ReplayInto.objection("writ-topology-agents-changelog", "writ-topology-"))
                .isPresent();
        assertThat(ReplayInto.objection("__consumer_offsets", "writ-topology-")).isPresent();
        assertThat(ReplayInto.objection("writ.audit.copy", "writ-topology-")).isEmpty();
    }

    private static Replayed replayed(Headers headers) {
        var event = Events.paused("intern");
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                "history",
                1,
                17,
                Events.T0.toEpochMilli(),
                TimestampType.CREATE_TIME,
                2,
                3,
                KEY,
                VALUE,
                headers,
                Optional.empty());
        return new Replayed(record, event, Subject.of(event));
    }

    private static Map<String, String> texts(Headers headers) {
        Map<String, String> texts = new LinkedHashMap<>();
        headers.forEach(header -> texts.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return texts;
    }
}
