package dev.writ.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.writ.schemas.ObservedPositions;
import dev.writ.schemas.Topic;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.CanvasRequested;
import dev.writ.schemas.event.ChatRequested;
import dev.writ.schemas.event.DeadLetterReason;
import dev.writ.schemas.event.DeadLettered;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadRecordTest {

    private Bench bench;

    @BeforeEach
    void start(@TempDir Path directory) {
        bench = Bench.started(directory);
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void poisonOnAnySourceGoesToTheDeadLettersAndItsNeighboursPass() {
        for (Topic<?> topic : List.of(
                Topics.CHAT_REQUESTS,
                Topics.CANVAS_REQUESTS,
                Topics.FORM_REQUESTS,
                Topics.CHECK_REQUESTS,
                Topics.SESSIONS,
                Topics.EXECUTIONS,
                Topics.AGENT_COMMANDS)) {
            // When
            bench.sendBytes(topic, "user".getBytes(UTF_8), "poison".getBytes(UTF_8));
            bench.chat("after-" + topic.name(), null);

            // Then
            DeadLettered letter = bench.values(Topics.DEAD_LETTERS).getFirst();
            assertThat(letter.getOrigin().getTopic()).isEqualTo(topic.name());
            assertThat(letter.getReason()).isEqualTo(DeadLetterReason.UNREADABLE);
            assertThat(new String(letter.getValue().orElseThrow().array(), UTF_8))
                    .isEqualTo("poison");
            assertThat(bench.values(Topics.DECISIONS)).hasSize(1);
        }
    }

    @Test
    void poisonOnAStateTopicLeavesTheStateAsItWas() {
        for (Topic<?> topic :
                List.of(Topics.AGENTS, Topics.WORKSPACES, Topics.CANVASES, Topics.POLICIES, Topics.CONTROLS)) {
            // When
            bench.sendBytes(topic, "chat-assistant".getBytes(UTF_8), "poison".getBytes(UTF_8));
            bench.sendBytes(topic, null, "poison".getBytes(UTF_8));
        }

        // Then
        bench.chat("after", null);
        assertThat(bench.decision().getCheck().getAgentId()).isEqualTo("chat-assistant");
    }

    @Test
    void aRequestThatBreaksARuleIsRefusedWithTheReason() {
        // When
        bench.send(
                Topics.CHAT_REQUESTS,
                "user",
                ChatRequested.newBuilder().setUserId("user").setMessage(" ").build());
        bench.send(
                Topics.CANVAS_REQUESTS,
                "user",
                CanvasRequested.newBuilder().setUserId("user").build());
        bench.send(
                Topics.CHAT_REQUESTS,
                "no spaces",
                ChatRequested.newBuilder()
                        .setUserId("no spaces")
                        .setMessage("hi")
                        .build());

        // Then
        assertThat(bench.values(Topics.DEAD_LETTERS))
                .extracting(DeadLettered::getReason, DeadLettered::getCode)
                .containsExactly(
                        tuple(DeadLetterReason.INVALID, "message_empty"),
                        tuple(DeadLetterReason.INVALID, "component_missing"),
                        tuple(DeadLetterReason.INVALID, "user_id_invalid"));
        assertThat(bench.values(Topics.DECISIONS)).isEmpty();
    }

    @Test
    void aRecordThatCameCompressedAndIsTooLargeIsGivenUpWithoutItsValue() {
        // When
        bench.send(
                Topics.CHAT_REQUESTS,
                "user",
                ChatRequested.newBuilder()
                        .setUserId("user")
                        .setMessage("a".repeat(Topic.MOST_BYTES))
                        .build());

        // Then
        DeadLettered letter = bench.values(Topics.DEAD_LETTERS).getFirst();
        assertThat(letter.getValue()).isEmpty();
        assertThat(letter.getMessage()).contains("bytes are left where they are");
        assertThat(bench.values(Topics.DECISIONS)).isEmpty();
    }

    @Test
    void aRequestUnderTheWrongKeyIsDecidedOnceUnderTheRightOne() {
        // When
        bench.send(
                Topics.CHAT_REQUESTS,
                "whatever",
                ChatRequested.newBuilder()
                        .setUserId("user")
                        .setSessionId("session")
                        .setMessage("hi")
                        .build());

        // Then
        assertThat(bench.records(Topics.DECISIONS))
                .singleElement()
                .satisfies(record -> assertThat(record.key()).isEqualTo("session"));
    }

    @Test
    void aRequestIsDecidedThoughItsRequesterSawMoreThanWillEverCome() {
        // Given
        RecordHeaders headers = new RecordHeaders();
        new ObservedPositions(Map.of(new TopicPartition(Topics.AGENTS.name(), 0), 1_000_000L)).writeTo(headers);

        // When
        bench.sendWith(
                headers,
                Topics.CHAT_REQUESTS,
                "user",
                ChatRequested.newBuilder().setUserId("user").setMessage("hi").build());

        // Then
        assertThat(bench.values(Topics.DECISIONS)).hasSize(1);
    }
}
