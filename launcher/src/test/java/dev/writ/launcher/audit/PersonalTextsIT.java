package dev.writ.launcher.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.writ.launcher.client.Database;
import dev.writ.launcher.demo.WritHttp;
import dev.writ.launcher.history.Auditor;
import dev.writ.launcher.history.Auditor.Answer;
import dev.writ.launcher.settings.Settings;
import dev.writ.launcher.up.LocalPorts;
import dev.writ.launcher.up.LocalSettings;
import dev.writ.launcher.up.LocalWrit;
import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.CompletionText;
import dev.writ.schemas.event.StreamEnd;
import dev.writ.schemas.event.StreamEnded;
import dev.writ.schemas.serde.AvroSerializer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** What persons wrote and were answered: an auditor reads it until it is erased, and the proofs hold before and after. */
@TestInstance(Lifecycle.PER_CLASS)
class PersonalTextsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String CANARY = "canary-5f1c";
    private static final String REWIND = "UPDATE sink_offsets SET next_offset = 0 WHERE topic <> 'writ.audit'";

    private final Path folder;
    private final LocalWrit writ;
    private final WritHttp http;
    private final Database database;
    private final Auditor auditor;
    private final List<String> executions = new ArrayList<>();

    PersonalTextsIT(@TempDir Path folder) throws InterruptedException, SQLException {
        this.folder = folder;
        writ = LocalWrit.start(new LocalSettings(new Settings(Map.of()), folder.resolve("data"), LocalPorts.ANY));
        http = new WritHttp(writ.url());
        database = new Database(
                writ.cluster().jdbcUrl(),
                writ.cluster().jdbcUser(),
                writ.cluster().jdbcPassword());
        auditor = new Auditor(writ.cluster().connection());
    }

    @BeforeAll
    void registerAnAgent() throws IOException, InterruptedException {
        http.post("/api/agents", Map.of("id", "intern", "name", "Intern", "status", "INTERN"));
    }

    @AfterAll
    void stop() throws SQLException {
        try (writ;
                http;
                database) {
            auditor.requireReproduced();
        }
    }

    @Test
    void showsAnAuditorWhatNobodyElseFindsInTheTables() throws IOException, InterruptedException, SQLException {
        // Given
        String execution = chat("ada", CANARY);

        // When
        Answer shown = awaitShown(execution);

        // Then
        assertThat(shown.out())
                .contains("\"message\":\"" + CANARY + "\"")
                .contains("This is a simulated answer to: " + CANARY)
                .contains("verified   the answer's SHA-256 is text_sha256 of the entry at writ.audit-");
        assertThat(tablesWith("ada")).as("the search finds what is there").contains("personal_texts", "decisions");
        assertThat(tablesWith(CANARY)).isEmpty();

        // When
        update("UPDATE agent_executions SET metadata = metadata || '{\"text_sha256\": \"00\"}' WHERE id = '" + execution
                + "'");

        // Then
        Answer changed = ask("text", execution);
        assertThat(changed.code()).isEqualTo(1);
        assertThat(changed.out()).contains("NOT VERIFIED");
        assertThat(ask("text", "nobodys").code()).isEqualTo(3);
    }

    @Test
    void erasesForGoodAndLeavesOneEntry() throws IOException, InterruptedException, SQLException {
        // Given
        String key = Auditor.run("audit", "keygen", "prod", "--file", file("operator"))
                .out()
                .strip();
        String execution = chat("bob", "before");
        awaitShown(execution);
        update("CREATE TABLE taken_before AS SELECT * FROM personal_texts WHERE subject = 'bob'");
        assertThat(export("earlier").code()).isZero();
        assertThat(ask("erase", "bob", "--reason", "asked").err())
                .contains("2 texts")
                .contains("--yes");

        // When
        Answer erased = ask("erase", "bob", "--reason", "asked", "--actor", "olga", "--yes");
        Answer again = ask("erase", "bob", "--reason", "asked", "--yes");

        // Then
        assertThat(erased.code()).as(erased.err()).isZero();
        assertThat(erased.out()).contains("erased 2 texts of bob").contains("writ.tokens: until");
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.out()).contains("nothing of bob has been stored since").contains("audit: 0");
        awaitOneEntry("bob");
        requireErased(execution);

        // When
        update("CREATE TABLE stood_before AS SELECT * FROM sink_offsets");
        update(REWIND);
        answerLate("bob", execution); // Is also what moves the sink back to the start.

        // Then
        assertThat(database.rows("SELECT 1 FROM personal_texts WHERE subject = 'bob'"))
                .isEmpty();

        // When
        String later = chat("bob", "after");
        awaitShown(later);
        update("INSERT INTO personal_texts SELECT * FROM taken_before");

        // Then
        requireErased(execution);
        assertThat(ask("text", later).code()).isZero();
        assertThat(database.rows("SELECT generation FROM subject_keys WHERE subject = 'bob'"))
                .containsExactly(Map.of("generation", "2"));

        // When
        update("UPDATE personal_texts SET generation = 2 WHERE subject = 'bob'");

        // Then
        Answer forged = ask("text", execution);
        assertThat(forged.code()).isEqualTo(1);
        assertThat(forged.err()).contains("is not what was stored");
        assertThat(export("later").code()).isZero();
        Answer verified = verify(key, "later", "earlier");
        assertThat(verified.code()).as(verified.out() + verified.err()).isZero();
    }

    @Test
    void finishesWhatStoppedBetweenTheErasureAndItsEntry() throws IOException, InterruptedException, SQLException {
        // Given
        String execution = chat("cleo", "words");
        awaitShown(execution);
        String[] erase = {"erase", "cleo", "--reason", "asked", "--yes"};
        List<String> withoutRegistry = new ArrayList<>(List.of("audit"));
        withoutRegistry.addAll(List.of(erase));
        withoutRegistry.addAll(
                List.of("--set", "bootstrap.servers=" + writ.cluster().bootstrapServers()));
        withoutRegistry.addAll(List.of("--set", "schema.registry.url=http://127.0.0.1:1"));
        withoutRegistry.addAll(settings());

        // When
        Answer stopped = Auditor.run(withoutRegistry.toArray(String[]::new));

        // Then
        assertThat(stopped.code()).as(stopped.err()).isEqualTo(1);
        assertThat(stopped.err()).contains("run the command again");
        requireErased(execution);
        assertThat(database.rows("SELECT event_id FROM governance_changes WHERE key = 'cleo'"))
                .isEmpty();

        // When
        Answer finished = ask(erase);

        // Then
        assertThat(finished.code()).as(finished.err()).isZero();
        assertThat(finished.out()).contains("audit: 1");
        awaitOneEntry("cleo");
    }

    /** The execution of a chat that was answered. */
    private String chat(String user, String message) throws IOException, InterruptedException, SQLException {
        Map<String, String> body = Map.of("user_id", user, "agent_id", "intern", "message", message);
        assertThat(http.post("/api/atom-agent/chat/stream", body).status()).isEqualTo(200);
        String latest = "SELECT execution_id FROM decisions WHERE user_id = ? AND NOT (execution_id = ANY (?))";
        String[] known = executions.toArray(String[]::new);
        String execution = Objects.requireNonNull(await().atMost(PATIENCE)
                .until(() -> database.rows(latest, user, known), rows -> rows.size() == 1)
                .getFirst()
                .get("execution_id"));
        executions.add(execution);
        return execution;
    }

    private Answer awaitShown(String execution) {
        return await().atMost(PATIENCE).until(() -> ask("text", execution), answer -> answer.code() == 0);
    }

    private void requireErased(String execution) {
        Answer answer = ask("text", execution);
        assertThat(answer.code()).as(answer.out() + answer.err()).isEqualTo(3);
        assertThat(answer.out()).contains("asked      erased on 20").contains("answered   erased on 20");
    }

    private void awaitOneEntry(String subject) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(database.rows(
                                "SELECT kind FROM governance_changes WHERE key = ? AND detail ->> 'reason' = 'asked'",
                                subject))
                        .containsExactly(Map.of("kind", "erasure")));
        assertThat(auditor.ask("replay", "--user", subject, "--json").out().lines())
                .filteredOn(line -> line.contains("dev.writ.subject.erased"))
                .singleElement()
                .asString()
                .contains("\"erasure\":{\"subject\":\"" + subject + "\"");
    }

    /** Writes an answer to a question of before, and returns once the sink has read that, and all before it again. */
    private void answerLate(String user, String execution) {
        KafkaConnection kafka = writ.cluster().connection();
        Instant now = Instant.now();
        CompletionText answer = CompletionText.newBuilder()
                .setExecutionId(execution)
                .setAttempt(2)
                .setUserId(user)
                .setSessionId("session")
                .setModel("slow")
                .setText("late")
                .setEnded(StreamEnded.newBuilder()
                        .setStatus(StreamEnd.COMPLETED)
                        .setLastSeq(1)
                        .setTextSha256("00")
                        .build())
                .setOccurredAt(now)
                .build();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(kafka.producer("late"), new ByteArraySerializer(), new ByteArraySerializer())) {
            byte[] value = new AvroSerializer<CompletionText>(kafka.registry()).serialize(Topics.TEXTS.name(), answer);
            RecordMetadata written = await().atMost(PATIENCE)
                    .until(
                            () -> producer.send(
                                            new ProducerRecord<>(Topics.TEXTS.name(), execution.getBytes(UTF_8), value))
                                    .get(),
                            RecordMetadata::hasOffset);
            update("UPDATE stood_before SET next_offset = " + (written.offset() + 1) + " WHERE topic = '"
                    + written.topic() + "' AND partition = " + written.partition());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        await().atMost(PATIENCE)
                .until(() -> database.rows("SELECT 1 FROM sink_offsets s JOIN stood_before b USING (topic, partition)"
                                + " WHERE s.next_offset < b.next_offset")
                        .isEmpty());
    }

    private List<String> tablesWith(String text) throws SQLException {
        List<String> found = new ArrayList<>();
        String hex = HexFormat.of().formatHex(text.getBytes(UTF_8));
        for (Map<String, String> table :
                database.rows("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")) {
            String name = table.get("table_name");
            String like = "SELECT 1 FROM \"" + name + "\" t WHERE t::text LIKE ? OR t::text LIKE ? LIMIT 1";
            if (!database.rows(like, "%" + text + "%", "%" + hex + "%").isEmpty()) {
                found.add(name);
            }
        }
        return found;
    }

    private Answer ask(String... arguments) {
        return auditor.ask(Stream.of(Stream.of("audit"), Stream.of(arguments), settings().stream())
                .flatMap(each -> each)
                .toArray(String[]::new));
    }

    private List<String> settings() {
        return List.of(
                "--set", "jdbc.url=" + writ.cluster().jdbcUrl(),
                "--set", "jdbc.user=" + writ.cluster().jdbcUser(),
                "--set", "jdbc.password=" + writ.cluster().jdbcPassword(),
                "--set", "sink.personal.key.file=" + folder.resolve("data/personal.key"));
    }

    private Answer export(String name) {
        return auditor.ask("audit", "export", file(name), "--key", file("operator"));
    }

    private Answer verify(String key, String later, String earlier) throws IOException {
        try (Stream<Path> logs = Files.list(folder.resolve(earlier))) {
            return Auditor.run(Stream.concat(
                            Stream.of("audit", "verify", file(later), "--key", key),
                            logs.sorted()
                                    .flatMap(log -> Stream.of(
                                            "--checkpoint",
                                            log.resolve("checkpoint").toString())))
                    .toArray(String[]::new));
        }
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private void update(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        writ.cluster().jdbcUrl(),
                        writ.cluster().jdbcUser(),
                        writ.cluster().jdbcPassword());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
