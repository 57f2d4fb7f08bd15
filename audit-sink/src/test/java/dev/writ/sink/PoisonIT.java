package dev.writ.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.writ.schemas.event.AuditRecorded;
import dev.writ.schemas.event.CanvasAction;
import dev.writ.schemas.event.DeadLetterReason;
import dev.writ.schemas.event.DeadLettered;
import dev.writ.schemas.event.Maturity;
import dev.writ.sink.rows.StorableText;
import dev.writ.testcluster.TestCluster;
import dev.writ.testcluster.TestClusterExtension;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestClusterExtension.class)
class PoisonIT {

    private static final byte[] GARBAGE = "not Avro at all".getBytes(StandardCharsets.UTF_8);

    @Test
    void givesUpWhatCannotBeWrittenAndPassesItsNeighbours(TestCluster cluster) {
        try (Trail trail = Trail.begin(cluster)) {
            // Given
            trail.send(0, Events.chat("first", "s"));
            RecordMetadata garbage = trail.sendBytes(0, "key of garbage", GARBAGE);
            trail.send(0, Events.chat("second", "s"));
            RecordMetadata noValue = trail.sendBytes(0, "key", null);
            RecordMetadata tooConfident = trail.send(
                            0,
                            Events.changed(Events.agent("a", 1, Maturity.STUDENT, 1_000_000)
                                    .build()))
                    .getFirst();
            trail.send(0, Events.chat("third", "s"));
            RecordMetadata tooLongForAnIndex =
                    trail.send(0, Events.chat(randomText(20_000), "s")).getFirst();
            RecordMetadata decidedTwice = trail.send(0, decidedAgain("third")).getFirst();
            trail.send(0, Events.chat("fourth", "s"));

            // When
            try (SinkService sink = trail.startSink()) {
                trail.awaitEvents(4);
                await().atMost(Trail.LONGEST).until(sink::isReady);
            }

            // Then
            assertThat(trail.query("SELECT request_id FROM decisions ORDER BY request_id"))
                    .extracting(row -> row.get("request_id"))
                    .containsExactly("first", "fourth", "second", "third");
            assertThat(trail.query("SELECT message_count FROM chat_sessions"))
                    .containsExactly(Map.of("message_count", 4L));
            assertThat(trail.count("agent_registry")).isZero();
            assertThat(trail.deadLettersOf(garbage)).singleElement().satisfies(letter -> {
                assertThat(letter.getReason()).isEqualTo(DeadLetterReason.UNREADABLE);
                assertThat(letter.getValue()).contains(ByteBuffer.wrap(GARBAGE));
                assertThat(letter.getStage()).isEqualTo("sink");
            });
            assertThat(trail.deadLettersOf(noValue))
                    .extracting(DeadLettered::getCode)
                    .containsExactly("no_value");
            assertThat(trail.deadLettersOf(tooConfident, tooLongForAnIndex, decidedTwice))
                    .hasSize(3)
                    .allSatisfy(letter -> {
                        assertThat(letter.getReason()).isEqualTo(DeadLetterReason.INVALID);
                        assertThat(letter.getCode()).isEqualTo("not_storable");
                    });
            assertThat(trail.deadLettersOf(decidedTwice))
                    .singleElement()
                    .satisfies(letter -> assertThat(letter.getRequestId()).contains("third"));
        }
    }

    @Test
    void givesUpARecordThatIsTooLargeToBeRepeated(TestCluster cluster) {
        try (Trail trail = Trail.begin(cluster);
                SinkService sink = trail.startSink()) {
            // Given
            RecordMetadata huge =
                    trail.sendBytes(0, "key", "x".repeat(1_500_000).getBytes(StandardCharsets.UTF_8));

            // When
            trail.send(0, Events.chat("neighbour", "s"));
            trail.awaitEvents(1);

            // Then
            assertThat(sink.failure()).isEmpty();
            assertThat(trail.deadLettersOf(huge)).singleElement().satisfies(letter -> {
                assertThat(letter.getValue()).isEmpty();
                assertThat(letter.getMessage()).contains("1500003 bytes are left where they are");
            });
        }
    }

    @Test
    void writesTheNeighboursOfMetadataAsLargeAsARecordMayBe(TestCluster cluster) {
        try (Trail trail = Trail.begin(cluster);
                SinkService sink = trail.startSink()) {
            // Given
            String deep = "[".repeat(450_000) + "]".repeat(450_000);
            String broad = "[" + "0,".repeat(450_000) + "0]";
            String text = "\"" + "x".repeat(900_000) + "\"";

            // When
            trail.send(0, Events.chat("first", "s"));
            for (String huge : List.of(deep, broad, text)) {
                trail.send(
                        0,
                        Events.event(Events.id("huge"))
                                .setCanvas(Events.canvas(CanvasAction.SUBMIT, Map.of("huge", huge)))
                                .build());
            }
            trail.send(0, Events.chat("last", "s"));
            trail.awaitEvents(5);

            // Then
            assertThat(sink.isReady()).isTrue();
            assertThat(trail.query("SELECT jsonb_typeof(metadata -> 'huge') AS type,"
                            + " length(metadata ->> 'huge') >= 900000 AS whole FROM canvas_audit ORDER BY id"))
                    .extracting(row -> row.get("type"), row -> row.get("whole"))
                    .containsExactlyInAnyOrder(tuple("object", true), tuple("array", true), tuple("string", true));
        }
    }

    @Test
    void storesTextAndMetadataThatPostgresDoesNotTakeAsTheyAre(TestCluster cluster) {
        try (Trail trail = Trail.begin(cluster);
                SinkService sink = trail.startSink()) {
            // Given
            String nul = "a\0b";
            AuditRecorded chat = Events.event("nul-" + nul)
                    .setDecision(Events.decision("r").setUserId(nul).build())
                    .setCanvas(Events.canvas(
                            CanvasAction.SUBMIT,
                            Map.of("fine", "{\"k\\u0000\": \"\\u0000\"}", "words", "hello", "huge", "1e999999")))
                    .build();

            // When
            trail.send(0, chat);
            trail.awaitEvents(1);

            // Then
            assertThat(sink.isReady()).isTrue();
            assertThat(trail.query("SELECT user_id FROM decisions"))
                    .extracting(row -> StorableText.restore(String.valueOf(row.get("user_id"))))
                    .containsExactly(nul);
            assertThat(trail.query("SELECT metadata::text AS metadata FROM canvas_audit"))
                    .extracting(row -> row.get("metadata"))
                    .containsExactly("{\"fine\": {\"k\\\\u0000\": \"\\\\u0000\"},"
                            + " \"huge\": {\"unstorable_json\": \"1e999999\"},"
                            + " \"words\": {\"unstorable_json\": \"hello\"}}");
        }
    }

    @Test
    void skipsAnEventThatComesAgainWithTheSameBytes(TestCluster cluster) {
        try (Trail trail = Trail.begin(cluster);
                SinkService sink = trail.startSink()) {
            // Given
            trail.send(0, Events.chat("r", "s"));
            trail.awaitEvents(1);

            // When
            trail.send(0, Events.chat("r", "s"), Events.chat("r", "s"), Events.chat("other", "s"));
            trail.send(1, Events.chat("r", "s"), Events.chat("another", "s"));
            trail.awaitEvents(3);

            // Then
            assertThat(sink.isReady()).isTrue();
            assertThat(trail.query("SELECT message_count FROM chat_sessions"))
                    .containsExactly(Map.of("message_count", 3L));
        }
    }

    @Test
    void stopsBeforeAnEventThatComesAgainWithOtherBytes(TestCluster cluster) {
        try (Trail trail = Trail.begin(cluster);
                SinkService sink = trail.startSink()) {
            // Given
            trail.send(0, Events.chat("r", "s"));
            trail.awaitEvents(1);

            // When
            trail.send(0, Events.chat("r", "another session"));
            await().atMost(Trail.LONGEST).until(() -> sink.failure().isPresent());

            // Then
            assertThat(sink.isReady()).isFalse();
            assertThat(sink.failure().orElseThrow())
                    .hasMessageContaining("decided-r")
                    .hasMessageContaining("other bytes");
            assertThat(trail.query("SELECT id FROM chat_sessions")).containsExactly(Map.of("id", "s"));
        }
    }

    @Test
    void waitsForTheRegistryAndBlamesNoRecord(TestCluster cluster) {
        try (Trail trail = Trail.begin(cluster)) {
            // Given
            RecordMetadata record = trail.send(0, Events.chat("r", "s")).getFirst();
            cluster.stopRegistry();
            try (SinkService sink = trail.startSink()) {
                // When
                try {
                    await().atMost(Trail.LONGEST)
                            .ignoreExceptions()
                            .until(() -> trail.count("sink_offsets") > 0 && !sink.isReady());
                } finally {
                    cluster.startRegistry();
                }
                trail.awaitEvents(1);

                // Then
                assertThat(sink.failure()).isEmpty();
                assertThat(trail.deadLettersOf(record)).isEmpty();
            }
        }
    }

    @Test
    void stopsWhenTheLogHasLostWhatComesNext(TestCluster cluster) {
        try (Trail trail = Trail.begin(cluster)) {
            // Given
            try (SinkService sink = trail.startSink()) {
                await().atMost(Trail.LONGEST).until(sink::isReady);
            }
            trail.send(0, Events.chat("lost", "s"));
            trail.emptyLog();

            // When
            try (SinkService sink = trail.startSink()) {
                await().atMost(Trail.LONGEST).until(() -> sink.failure().isPresent());

                // Then
                assertThat(sink.failure().orElseThrow()).hasMessageContaining("records are lost");
            }
        }
    }

    private static AuditRecorded decidedAgain(String requestId) {
        return Events.event("again-" + requestId)
                .setDecision(Events.decision(requestId).setDecisionId("another").build())
                .build();
    }

    /** Text that does not compress, so that PostgreSQL cannot fit it into an index. */
    private static String randomText(int length) {
        return new Random(1)
                .ints(length, 'a', 'z' + 1)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }
}
