package dev.writ.launcher.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.writ.history.log.LogRange;
import dev.writ.history.log.LogReader;
import dev.writ.history.log.Progress;
import dev.writ.launcher.history.Auditor;
import dev.writ.launcher.history.Auditor.Answer;
import dev.writ.schemas.TopicCreator;
import dev.writ.schemas.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** What a story left, replayed by the command, against what the sink made of it. */
@TestInstance(Lifecycle.PER_CLASS)
class ReplayIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ReplayedStory story;
    private String out = "";
    private String err = "";

    ReplayIT(@TempDir Path data) throws Exception {
        story = ReplayedStory.play(data);
    }

    @AfterAll
    void stop() {
        try (story) {
            story.requireReproduced();
        }
    }

    @Test
    void findsEachEventOnce() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            // When
            int code = replay("--json");

            // Then
            assertThat(code).as(err).isZero();
            List<JsonNode> events = lines();
            assertThat(events)
                    .extracting(event -> event.at("/event/event_id").asText())
                    .containsExactlyInAnyOrderElementsOf(ids("SELECT event_id AS id FROM sink_events"));
            assertThat(err).isEmpty();
        });
    }

    @Test
    void findsWhatWasBlockedInOneWorkspace() throws SQLException {
        // When
        replay("--json", "--blocked", "--workspace", ReplayedStory.WORKSPACE);

        // Then
        assertThat(lines())
                .extracting(event -> event.at("/event/decision/decision_id").asText())
                .isNotEmpty()
                .containsExactlyElementsOf(
                        ids("SELECT decision_id AS id FROM decisions WHERE verdict = 'BLOCKED' ORDER BY decided_at"));
        assertThat(lines())
                .allSatisfy(event -> assertThat(
                                event.at("/event/decision/check/reason").asText())
                        .contains("lacks maturity"));
    }

    @Test
    void printsATableWhosePlacesCanBeReadAgain() {
        // When
        int code = replay("--action", "submit_form", "--blocked");

        // Then
        assertThat(code).as(err).isZero();
        List<String> table = out.lines().toList();
        assertThat(table.getFirst()).matches("time +event +agent +action +outcome +user +session +at +detail");
        assertThat(table.get(2)).contains("action.decided", "submit_form", "blocked", "lacks maturity");
        assertThat(table.getLast()).startsWith("events: 1, of records read: ");
        assertThat(table).hasSize(5);

        // When
        String at = Stream.of(table.get(2).split(" {2,}"))
                .filter(cell -> cell.matches("\\d+:\\d+"))
                .findFirst()
                .orElseThrow();
        replay("--json", "--from", at, "--limit", "1");

        // Then
        JsonNode event = lines().getFirst();
        assertThat(event.path("partition").asText() + ":" + event.path("offset").asText())
                .isEqualTo(at);
        assertThat(event.at("/event/decision/check/action").asText()).isEqualTo("submit_form");
    }

    @Test
    void tellsWhatAnAgentDidAndWhatBecameOfIt() {
        // When
        replay("--agent", "climber-replayed");

        // Then
        List<String> rows = out.lines().toList();
        assertThat(rows.get(2)).containsPattern("agent\\.registered +climber-replayed .*STUDENT, confidence 0\\.4800");
        assertThat(rows.get(3)).containsPattern("action\\.decided +climber-replayed +stream_chat +blocked");
        assertThat(out)
                .containsPattern("agent\\.outcome +climber-replayed .*INTERN, confidence 0\\.5000")
                .containsPattern("action\\.decided +climber-replayed +stream_chat +allowed")
                .containsPattern("execution\\.finished +climber-replayed +stream_chat +failed");
    }

    @Test
    void readsTheDecisionsAloneAndNoMoreThanTheLimit() throws SQLException {
        // When
        replay("--topic", "decisions", "--json", "--workspace", ReplayedStory.WORKSPACE);

        // Then
        assertThat(lines())
                .extracting(event -> event.at("/event/decision_id").asText())
                .containsExactlyInAnyOrderElementsOf(
                        ids("SELECT decision_id AS id FROM decisions WHERE workspace_id = '" + ReplayedStory.WORKSPACE
                                + "'"));

        // When
        replay("--topic", "decisions", "--json", "--limit", "3");

        // Then
        assertThat(lines()).hasSize(3);
    }

    @Test
    void readsARangeOfTime() {
        // When
        replay("--from", "2020-01-01T00:00:00Z", "--to", "1d");

        // Then
        assertThat(out).contains("events: 0, of records read: 0");

        // When
        replay("--from", "PT1H", "--limit", "2");

        // Then
        assertThat(out).contains("events: 2, of records read: 2");
    }

    @Test
    void sendsAgainIntoAnotherTopicWhatMatches() throws ExecutionException, InterruptedException {
        // Given
        String copies = "copies";
        try (Admin admin = Admin.create(story.kafka().admin("test"))) {
            TopicCreator.create(
                    admin, List.of(new NewTopic(copies, 2, (short) 1).configs(Map.of("retention.ms", "-1"))));
        }
        replay("--json", "--workspace", ReplayedStory.WORKSPACE);
        List<JsonNode> expected = lines();

        // When
        int code = replay("--into", copies, "--workspace", ReplayedStory.WORKSPACE);

        // Then
        assertThat(code).as(err).isZero();
        assertThat(out).startsWith("sent into copies: " + expected.size() + ", of records read: ");
        assertThat(err).isEmpty();
        Map<String, ConsumerRecord<byte[], byte[]>> originals = byPlace(Topics.AUDIT.name());
        List<ConsumerRecord<byte[], byte[]>> sent = List.copyOf(byPlace(copies).values());
        assertThat(sent).hasSameSizeAs(expected).allSatisfy(copy -> {
            ConsumerRecord<byte[], byte[]> original = Objects.requireNonNull(
                    originals.get(header(copy, "writ-origin-partition") + ":" + header(copy, "writ-origin-offset")));
            assertThat(copy.key()).isEqualTo(original.key());
            assertThat(copy.value()).isEqualTo(original.value());
            assertThat(copy.timestamp()).isEqualTo(original.timestamp());
            assertThat(header(copy, "ce_id")).isEqualTo(header(original, "ce_id"));
            assertThat(out).contains(header(copy, "writ-replay-id"));
        });
    }

    @Test
    void refusesInOneLineATopicThatIsNoPlaceForCopies() {
        for (String topic : List.of(Topics.AUDIT.name(), "writ-topology-x", "nothing")) {
            // When
            int code = replay("--into", topic);

            // Then
            assertThat(code).isEqualTo(2);
            assertThat(err).hasLineCount(1).startsWith("writ: --into: ").contains(topic);
        }
    }

    @Test
    void refusesAPartitionThatThereIsNot() {
        // When
        int code = replay("--from", "99:0");

        // Then
        assertThat(code).isEqualTo(2);
        assertThat(err).isEqualTo("writ: there is no partition writ.audit-99 to read\n");
    }

    @Test
    void saysInOneLineThatKafkaIsAway() {
        // When
        int code = keep(Auditor.run("replay", "--set", "bootstrap.servers=127.0.0.1:1"));

        // Then
        assertThat(code).isEqualTo(1);
        assertThat(err).hasLineCount(1).startsWith("writ: Kafka at 127.0.0.1:1 does not answer");
    }

    private int replay(String... arguments) {
        return keep(story.replay(arguments));
    }

    private int keep(Answer answer) {
        out = answer.out();
        err = answer.err();
        return answer.code();
    }

    private List<JsonNode> lines() {
        return out.lines().map(ReplayIT::parse).toList();
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> ids(String sql) throws SQLException {
        return story.rows(sql).stream().map(row -> row.getOrDefault("id", "")).toList();
    }

    private Map<String, ConsumerRecord<byte[], byte[]>> byPlace(String topic) {
        Map<String, ConsumerRecord<byte[], byte[]>> records = new HashMap<>();
        try (LogReader log =
                LogReader.open(story.kafka(), "test", LogRange.all(List.of(topic)), Progress.Watcher.NOBODY)) {
            log.forEachRemaining(record -> records.put(record.partition() + ":" + record.offset(), record));
        }
        return records;
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
