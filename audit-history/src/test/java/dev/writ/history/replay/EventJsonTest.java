package dev.writ.history.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.writ.schemas.event.ExecutionStatus;
import dev.writ.schemas.event.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class EventJsonTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void saysWhereTheRecordStandsAndWhatItHolds() throws JsonProcessingException {
        // When
        String line = line(Events.decided("1", "intern", Verdict.ALLOWED));

        // Then
        assertThat(line).doesNotContain("\n");
        JsonNode json = JSON.readTree(line);
        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly("topic", "partition", "offset", "timestamp", "key", "event");
        assertThat(json.path("timestamp").asText()).isEqualTo("2026-11-20T10:00:00.250Z");
        assertThat(json.path("key").asText()).isEqualTo("schlüssel");
        JsonNode event = json.path("event");
        assertThat(event.path("decision_id").asText()).isEqualTo("decision-1");
        assertThat(event.path("verdict").asText()).isEqualTo("ALLOWED");
        assertThat(event.path("decided_at").asText()).isEqualTo("2026-11-20T10:00:00Z");
        assertThat(event.has("canvas_id")).as("null").isFalse();
        assertThat(event.path("errors").isArray()).isTrue();
        assertThat(event.at("/check/confidence").asInt()).isEqualTo(5_250);
        assertThat(event.at("/check/resolution_path/1").asText()).isEqualTo("system_default");
        assertThat(event.at("/origin/offset").asLong()).isEqualTo(42);
    }

    @Test
    void namesWhichRecordStandsWhereSeveralMay() throws JsonProcessingException {
        // When
        JsonNode execution = JSON.readTree(line(Events.finished("run", "intern", ExecutionStatus.COMPLETED)))
                .at("/event/execution");

        // Then
        assertThat(execution.has("type")).as("it can be nothing else").isFalse();
        assertThat(execution.at("/body/type").asText()).isEqualTo("ExecutionFinished");
        assertThat(execution.at("/body/usage/input_tokens").asInt()).isEqualTo(11);
        assertThat(execution.at("/body/ttft_ms").asLong()).isEqualTo(12);
    }

    @Test
    void writesMapsByTheirNames() {
        // Then
        assertThat(line(Events.paused("intern"))).contains("\"configuration\":{\"a\":\"1\",\"p\":\"2\"}");
    }

    private static String line(SpecificRecord event) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                "history",
                1,
                17,
                Events.T0.toEpochMilli() + 250,
                TimestampType.CREATE_TIME,
                0,
                0,
                "schlüssel".getBytes(StandardCharsets.UTF_8),
                new byte[0],
                new RecordHeaders(),
                Optional.empty());
        return EventJson.line(new Replayed(record, event, Subject.of(event)));
    }
}
