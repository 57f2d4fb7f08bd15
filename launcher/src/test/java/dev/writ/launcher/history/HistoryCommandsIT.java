package dev.writ.launcher.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.writ.launcher.demo.Reply;
import dev.writ.launcher.demo.WritHttp;
import dev.writ.launcher.history.Auditor.Answer;
import dev.writ.launcher.settings.Settings;
import dev.writ.launcher.up.LocalPorts;
import dev.writ.launcher.up.LocalSettings;
import dev.writ.launcher.up.LocalWrit;
import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.GovernanceCheck;
import dev.writ.schemas.serde.AvroDeserializer;
import dev.writ.schemas.serde.AvroSerializer;
import dev.writ.schemas.serde.SchemaRegistryClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What became of one agent, asked of the log that a whole Writ wrote. */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class HistoryCommandsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String AGENT = "climber";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LocalWrit writ;
    private final WritHttp http;
    private final Auditor auditor;

    HistoryCommandsIT(@TempDir Path data) throws InterruptedException {
        writ = LocalWrit.start(new LocalSettings(new Settings(Map.of()), data, LocalPorts.ANY));
        http = new WritHttp(writ.url());
        auditor = new Auditor(writ.cluster().connection());
    }

    @BeforeAll
    void riseAndFall() throws IOException, InterruptedException {
        http.post("/api/agents", Map.of("id", AGENT, "name", "Climber", "status", "INTERN", "confidence_score", 0.505));
        assertThat(chat(Map.of()).status()).isEqualTo(200);
        awaitConfidence(0.515);
        assertThat(chat(Map.of("model", "simulated-fail-midway")).status()).isEqualTo(200);
        awaitConfidence(0.495);
        assertThat(chat(Map.of()).status()).isEqualTo(403);
    }

    @AfterAll
    void stop() {
        try (writ) {
            http.close();
        }
    }

    @Test
    @Order(1)
    void tellsWhatAnAgentCouldDoBeforeAndAfterItsFall() throws IOException {
        // Given
        JsonNode after = auditor.ask("as-of", "0s", "--agent", AGENT, "--json").json();
        Instant fall = Instant.parse(after.at("/last_change/at").asText());

        // When
        JsonNode before = auditor.ask("as-of", fall.minusMillis(1).toString(), "--agent", AGENT, "--json")
                .json();
        Answer text = auditor.ask("as-of", fall.toString(), "--agent", AGENT);
        Answer nobody = auditor.ask("as-of", "0s", "--agent", "nobody");

        // Then
        assertThat(after.at("/status").asText()).isEqualTo("STUDENT");
        assertThat(after.at("/restricted_actions").findValuesAsText("action")).contains("stream_chat");
        assertThat(before.at("/status").asText()).isEqualTo("INTERN");
        assertThat(before.at("/confidence_score").asDouble()).isEqualTo(0.515);
        assertThat(before.at("/allowed_actions").findValuesAsText("action")).contains("stream_chat");
        assertThat(text.out())
                .contains("STUDENT, confidence 0.4950", "outcome by writ", "default, version 1")
                .contains("Agent Climber (STUDENT) lacks maturity for stream_chat. Required: INTERN");
        assertThat(nobody.code()).isEqualTo(1);
        assertThat(nobody.err())
                .startsWith("writ: the log knows no agent nobody at ")
                .hasLineCount(1);
    }

    @Test
    @Order(2)
    void tellsWhatOtherPoliciesWouldHaveMade(@TempDir Path folder) throws IOException, InterruptedException {
        // Given
        String rules = http.get("/api/governance/rules").body().toString();
        Path same = Files.writeString(folder.resolve("same.json"), rules);
        Path milder = Files.writeString(
                folder.resolve("milder.json"), rules.replaceFirst("\"failure\":-0.02(00)?", "\"failure\":0"));

        // When
        JsonNode unchanged =
                auditor.ask("what-if", "--policy", same.toString(), "--json").json();
        JsonNode changed =
                auditor.ask("what-if", "--policy", milder.toString(), "--json").json();
        Answer text = auditor.ask("what-if", "--policy", milder.toString());
        Reply overHttp = http.post("/api/audit/what-if", policy(milder));

        // Then
        assertThat(overHttp.status()).as(overHttp.toString()).isEqualTo(200);
        assertThat(overHttp.body()).isEqualTo(changed);
        assertThat(unchanged.at("/decisions").asInt()).isEqualTo(3);
        assertThat(unchanged.at("/stateful/unchanged").asInt()).isEqualTo(3);
        assertThat(changed.at("/per_request/unchanged").asInt()).isEqualTo(3);
        assertThat(changed.at("/stateful/newly_allowed").asInt()).isEqualTo(1);
        assertThat(changed.at("/stateful/cascaded").asInt()).isEqualTo(1);
        assertThat(changed.at("/agents/0/unobserved").asInt()).isEqualTo(1);
        assertThat(changed.at("/agents/0/other_maturity/0/would_be").asText()).isEqualTo("INTERN");
        assertThat(text.out()).contains("STUDENT 0.4950", "INTERN 0.5150");
    }

    @Test
    @Order(2)
    void decidesNothingAgainOverHttpUnderWhatIsNoPolicy() throws IOException, InterruptedException {
        // Given
        Map<String, Object> rules = new HashMap<>(JSON.convertValue(
                http.get("/api/governance/rules").body(), new TypeReference<Map<String, Object>>() {}));
        rules.put("unknown_action_complexity", 5);

        // When
        Reply bad = http.post("/api/audit/what-if", rules);
        Reply backwards = http.post("/api/audit/what-if?from=1h&to=2h", rules);
        Reply offsets = http.post("/api/audit/what-if?from=0:1", rules);

        // Then
        assertThat(bad.status()).isEqualTo(400);
        assertThat(bad.text("code")).isEqualTo("invalid_policy");
        assertThat(backwards.text("parameter")).isEqualTo("to");
        assertThat(offsets.text("parameter")).isEqualTo("from");
    }

    @Test
    @Order(3)
    void reproducesWhatWasDecided() throws IOException {
        // When
        auditor.requireReproduced();
        JsonNode answer = auditor.ask("audit", "reproduce", "--json").json();

        // Then
        assertThat(answer.at("/reproduced").asBoolean()).isTrue();
        assertThat(answer.at("/counts/evidence/same").asInt())
                .as("on two topics")
                .isEqualTo(6);
        assertThat(answer.at("/counts/state/same").asInt()).isEqualTo(6);
        assertThat(answer.at("/counts/command/same").asInt()).isGreaterThanOrEqualTo(4);
    }

    @Test
    @Order(4)
    void buildsTheTablesAgain() {
        // Given
        String[] database = {
            "--set", "jdbc.url=" + writ.cluster().jdbcUrl(),
            "--set", "jdbc.user=" + writ.cluster().jdbcUser(),
            "--set", "jdbc.password=" + writ.cluster().jdbcPassword()
        };
        Answer unasked = auditor.ask(
                Stream.concat(Stream.of("rebuild"), Stream.of(database)).toArray(String[]::new));

        // When
        Answer rebuilt = await().atMost(PATIENCE.multipliedBy(4))
                .until(
                        () -> auditor.ask(Stream.concat(Stream.of("rebuild", "--yes"), Stream.of(database))
                                .toArray(String[]::new)),
                        answer -> answer.code() != 3); // Records that came meanwhile.

        // Then
        assertThat(unasked.code()).as(unasked.err()).isEqualTo(2);
        assertThat(unasked.err()).contains("nothing was changed");
        assertThat(rebuilt.code()).as(rebuilt.out() + rebuilt.err()).isZero();
        assertThat(rebuilt.out())
                .containsPattern("decisions +3 +[0-9a-f]{32} +equal")
                .contains("rows/s")
                .doesNotContain("different");
    }

    @Test
    @Order(5)
    void namesWhatWasAlteredAndWhere() throws IOException, ExecutionException, InterruptedException {
        // Given
        RecordMetadata forged = forgeTheFirstDecision();

        // When
        Answer answer = auditor.ask("audit", "reproduce");
        JsonNode json = auditor.ask("audit", "reproduce", "--json").json();

        // Then
        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.out())
                .contains(Topics.DECISIONS.name() + "-" + forged.partition() + "@" + forged.offset())
                .contains("check.confidence");
        assertThat(json.at("/differences")).hasSize(1);
        assertThat(json.at("/differences/0/field").asText()).isEqualTo("check.confidence");
        assertThat(json.at("/differences/0/recorded").asText()).isEqualTo("9000");
        assertThat(json.at("/differences/0/again").asText()).isNotEqualTo("9000");
    }

    private static Map<String, Object> policy(Path file) throws IOException {
        return JSON.readValue(file.toFile(), new TypeReference<>() {});
    }

    /** Writes a decision again that says of the agent what it had not earned. */
    private RecordMetadata forgeTheFirstDecision() throws ExecutionException, InterruptedException {
        KafkaConnection kafka = writ.cluster().connection();
        SchemaRegistryClient registry = kafka.registry();
        ConsumerRecord<byte[], byte[]> original = firstDecision(kafka);
        ActionDecided decided = Objects.requireNonNull(
                new AvroDeserializer<>(ActionDecided.class, registry).deserialize(original.topic(), original.value()));
        ActionDecided forged = ActionDecided.newBuilder(decided)
                .setCheck(GovernanceCheck.newBuilder(decided.getCheck())
                        .setConfidence(9_000)
                        .build())
                .build();
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(kafka.producer("forger"), new ByteArraySerializer(), new ByteArraySerializer())) {
            return producer.send(new ProducerRecord<>(
                            original.topic(),
                            original.partition(),
                            original.timestamp(),
                            "ada".getBytes(StandardCharsets.UTF_8),
                            new AvroSerializer<>(registry).serialize(original.topic(), forged)))
                    .get();
        }
    }

    private static ConsumerRecord<byte[], byte[]> firstDecision(KafkaConnection kafka) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                kafka.consumer("forger"), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.DECISIONS.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            return consumer.poll(PATIENCE).iterator().next();
        }
    }

    private Reply chat(Map<String, String> more) throws IOException, InterruptedException {
        Map<String, Object> request =
                new HashMap<>(Map.of("user_id", "ada", "agent_id", AGENT, "message", "How is the week going?"));
        request.putAll(more);
        return http.post("/api/atom-agent/chat/stream", request);
    }

    private void awaitConfidence(double expected) {
        await().atMost(PATIENCE)
                .until(() -> http.get("/api/agents/" + AGENT)
                                .body()
                                .path("confidence_score")
                                .asDouble()
                        == expected);
    }
}
