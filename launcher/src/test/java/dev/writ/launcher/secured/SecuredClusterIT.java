package dev.writ.launcher.secured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.writ.launcher.cluster.AccessCatalogue;
import dev.writ.launcher.demo.Story;
import dev.writ.launcher.demo.WritHttp;
import dev.writ.launcher.management.Telemetry;
import dev.writ.launcher.role.Part;
import dev.writ.launcher.role.Role;
import dev.writ.launcher.secured.SecuredWrit.Run;
import dev.writ.launcher.settings.Settings;
import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.Topic;
import dev.writ.schemas.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntryFilter;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePatternFilter;
import org.apache.kafka.common.resource.ResourceType;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every role on a cluster of TLS, SCRAM and an authorizer, with no rights but those of the catalogue. */
@TestMethodOrder(OrderAnnotation.class)
@TestInstance(Lifecycle.PER_CLASS)
class SecuredClusterIT {

    private static final Duration SECONDS = Duration.ofSeconds(20);
    private static final int UNREAD = 20;

    private final Path folder;
    private final SecuredWrit writ;

    SecuredClusterIT(@TempDir Path folder) throws GeneralSecurityException, IOException, InterruptedException {
        this.folder = folder;
        this.writ = new SecuredWrit(folder);
    }

    @BeforeAll
    void start() throws IOException, InterruptedException, SQLException {
        writ.start();
    }

    @AfterAll
    void stop() {
        writ.close();
    }

    @Test
    @Order(1)
    void playsTheWholeStoryWithTheLeastRights() throws Exception {
        // When
        List<String> differences;
        try (WritHttp http = new WritHttp(writ.url())) {
            differences =
                    Story.play(http, writ.jdbcUrl() + "?user=postgres", "secured", new PrintWriter(new StringWriter()));
            new RestOfTheStory(writ, http).play();
        }
        writ.restart(Role.TOPOLOGY);
        Run reproduced = writ.writ(writ.settingsOfTheAuditor(), "audit", "reproduce");
        for (Topic<?> poisoned : List.of(Topics.CHAT_REQUESTS, Topics.COMPLETIONS, Topics.AUDIT, Topics.TOKENS)) {
            poison(poisoned);
        }
        Run check = writ.writ(writ.kafka().settingsOf(SecuredWrit.OPERATOR), "topics", "--check");
        Run trail = writ.writ(writ.settingsOfTheAuditor(), "replay", "--from", "1h", "--blocked");
        Run export = writ.writ(
                writ.settingsOfTheAuditor(),
                "audit",
                "export",
                Files.createTempDirectory(folder, "export").toString(),
                "--key",
                writ.operatorKey().toString());
        Run decisions = writ.writ(writ.settingsOfTheAuditor(), "replay", "--topic", "decisions", "--json");

        Run erased = writ.writ(writ.settingsOfTheEraser(), "audit", "erase", "ada", "--reason", "asked", "--yes");

        // Then
        assertThat(erased.code()).as(erased.err()).isZero();
        assertThat(differences).isEmpty();
        assertThat(check.code()).as(check.out()).isZero();
        assertThat(reproduced.code()).as(reproduced.out() + reproduced.err()).isZero();
        assertThat(trail.code()).as(trail.err()).isZero();
        assertThat(export.code()).as(export.err()).isZero();
        assertThat(trail.out()).contains("action.decided");
        assertThat(decisions.out()).as(decisions.err()).contains("decision_id");
        for (Role role : Role.values()) {
            await().atMost(SECONDS)
                    .until(() -> WatchingAuthorizer.asked().stream()
                            .anyMatch(asked -> asked.principal().equals("User:" + SecuredWrit.userOf(role))
                                    && asked.operation() == AclOperation.WRITE
                                    && asked.resource().name().equals(Topics.DEAD_LETTERS.name())));
        }
        assertThat(WatchingAuthorizer.asked())
                .filteredOn(asked -> !asked.allowed() && asked.reported())
                .isEmpty();
    }

    @Test
    @Order(2)
    void givesNoRightThatNobodyUses() {
        // Given
        TreeSet<String> unused = new TreeSet<>();

        // When
        AccessCatalogue.of(writ.settingsOf(Role.SINK))
                .byName()
                .forEach((name, access) -> access.rights().stream()
                        .filter(right -> WatchingAuthorizer.asked().stream()
                                .noneMatch(
                                        asked -> asked.isOf("User:writ-" + name, right.resource(), right.operation())))
                        .forEach(right -> unused.add(name + " " + right.operation() + " "
                                + right.resource().name())));

        // Then: no request waits for state and goes back to its topic; nobody witnesses.
        assertThat(unused)
                .containsExactlyInAnyOrder(
                        "witness READ " + Topics.AUDIT.name(),
                        "witness READ " + Topics.AUDIT_CHECKPOINTS.name(),
                        "witness WRITE " + Topics.AUDIT_CHECKPOINTS.name(),
                        "topology WRITE " + Topics.CHAT_REQUESTS.name(),
                        "topology WRITE " + Topics.CANVAS_REQUESTS.name(),
                        "topology WRITE " + Topics.FORM_REQUESTS.name(),
                        "topology WRITE " + Topics.CHECK_REQUESTS.name());
    }

    @ParameterizedTest
    @Order(3)
    @CsvSource({
        "writ-gateway, writ.decisions",
        "writ-gateway, writ.executions",
        "writ-gateway, writ.agents",
        "writ-gateway, writ.policies",
        "writ-gateway, writ.completions",
        "writ-gateway, writ.audit",
        "writ-worker, writ.requests.chat",
        "writ-worker, writ.decisions",
        "writ-worker, writ.agent.commands",
        "writ-worker, writ.audit",
        "writ-sink, writ.audit",
        "writ-sink, writ.decisions",
        "writ-topology, writ.tokens",
        "writ-operator, writ.audit",
        "writ-worker, writ.audit.checkpoints",
        "writ-auditor, writ.audit",
        "writ-auditor, writ.audit.checkpoints",
        "writ-auditor, writ.decisions"
    })
    void deniesWriting(String user, String topic) {
        try (KafkaProducer<byte[], byte[]> producer = producer(user)) {
            // When, Then
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>(topic, new byte[1]))
                            .get())
                    .hasRootCauseInstanceOf(AuthorizationException.class);
        }
    }

    @ParameterizedTest
    @Order(4)
    @CsvSource({
        "writ-gateway, writ.requests.chat",
        "writ-gateway, writ.completions",
        "writ-worker, writ.requests.chat",
        "writ-worker, writ.audit",
        "writ-sink, writ.tokens",
        "writ-sink, writ.dead-letters",
        "writ-topology, writ.audit",
        "writ-operator, writ.audit",
        "writ-auditor, writ.tokens",
        "writ-auditor, writ.texts"
    })
    void deniesReading(String user, String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                writ.connectionOf(user).consumer("test"), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            // Given
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            consumer.seek(consumer.assignment().iterator().next(), 0);

            // When, Then
            assertThatThrownBy(() -> {
                        while (consumer.poll(SECONDS).isEmpty()) {
                            // A fetch that is denied ends the poll.
                        }
                    })
                    .isInstanceOf(TopicAuthorizationException.class);
        }
    }

    @ParameterizedTest
    @Order(5)
    @CsvSource(delimiter = '|', textBlock = """
            SELECT count(*) FROM decisions                 | true
            SELECT count(*) FROM agent_executions          | true
            SELECT count(*) FROM agent_registry            | true
            SELECT count(*) FROM sink_events               | true
            SELECT count(*) FROM sink_retention            | true
            SELECT count(*) FROM personal_texts            | false
            SELECT count(*) FROM subject_keys              | false
            DELETE FROM decisions                          | false
            UPDATE agent_executions SET status = 'blocked' | false
            CREATE TABLE public.own (id int)               | false
            """)
    void letsTheGatewayReadTheAuditsTablesOnly(String sql, boolean allowed) throws SQLException {
        try (Connection connection = DriverManager.getConnection(writ.jdbcUrl(), "writ_gateway", "change-me");
                Statement statement = connection.createStatement()) {
            // When, Then
            if (allowed) {
                assertThat(statement.execute(sql)).isTrue();
            } else {
                assertThatThrownBy(() -> statement.execute(sql)).hasMessageContaining("permission denied");
            }
        }
    }

    @Test
    @Order(6)
    void refusesInOneLineWhomTheClusterRefuses() throws IOException, InterruptedException {
        // When
        Run wrongPassword = writ.writ(writ.kafka().settingsOf(SecuredWrit.OPERATOR, "guessed"), "topics", "--create");
        Run foreignBroker = writ.writ(writ.kafka().settingsWithForeignCertificate(folder), "topics", "--check");
        Run noRight = writ.writ(writ.kafka().settingsOf("writ-sink"), "acls", "--create");

        // Then
        assertThat(List.of(wrongPassword.code(), foreignBroker.code(), noRight.code()))
                .containsOnly(1);
        assertThat(wrongPassword.err())
                .hasLineCount(1)
                .contains("Kafka refuses the user of kafka.sasl.jaas.config: Authentication failed");
        assertThat(foreignBroker.err())
                .hasLineCount(1)
                .contains("the TLS handshake with Kafka failed, see kafka.ssl.truststore.*: unable to find valid");
        assertThat(noRight.err()).hasLineCount(1).contains("Kafka does not allow its user this");
    }

    @ParameterizedTest
    @Order(7)
    @EnumSource(Role.class)
    void waitsWhereItsPasswordIsWrong(Role role) {
        // Given
        Map<String, String> settings = new HashMap<>(writ.settingsOf(role).values());
        settings.putAll(writ.kafka().settingsOf(SecuredWrit.userOf(role), "guessed"));
        settings.put("gateway.port", "0");
        settings.put("governance.state.dir", folder.resolve("refused").toString());

        try (Told told = Told.byWrit();
                Telemetry telemetry = new Telemetry()) {
            // When
            Part part = role.start(new Settings(settings), telemetry);

            // Then
            try {
                await().atMost(SECONDS)
                        .untilAsserted(() -> assertThat(told.lines())
                                .anyMatch(line -> line.contains("Kafka refuses the user of kafka.sasl.jaas.config")));
                assertThat(part.isReady()).isFalse();
                assertThat(part.failure().get()).isEmpty();
            } finally {
                part.stop().run();
            }
        }
    }

    @ParameterizedTest
    @Order(8)
    @EnumSource(Role.class)
    void goesOnOnceItsRightsAreBack(Role role) throws InterruptedException, ExecutionException, IOException {
        try (Admin admin = Admin.create(writ.connectionOf(SecuredCluster.ADMIN).admin("test"))) {
            // Given
            admin.deleteAcls(List.of(new AclBindingFilter(
                            ResourcePatternFilter.ANY,
                            new AccessControlEntryFilter(
                                    "User:" + SecuredWrit.userOf(role),
                                    null,
                                    AclOperation.ANY,
                                    AclPermissionType.ANY))))
                    .all()
                    .get();
            await().atMost(SecuredWrit.PATIENCE).until(() -> !writ.isReady(role));

            // When
            Run created = writ.writ(writ.kafka().settingsOf(SecuredCluster.ADMIN), "acls", role.id(), "--create");

            // Then
            assertThat(created.code()).isZero();
            await().atMost(SecuredWrit.PATIENCE).until(() -> writ.isReady(role));
        }
    }

    @Test
    @Order(9)
    void writesAllThatCameWhileTheSinkMightNotRead()
            throws InterruptedException, ExecutionException, IOException, SQLException {
        try (Admin admin = Admin.create(writ.connectionOf(SecuredCluster.ADMIN).admin("test"));
                WritHttp http = new WritHttp(writ.url())) {
            // Given: refused for so long that it waits for longer than it parks
            long before = decisions();
            admin.deleteAcls(List.of(new AclBindingFilter(
                            new ResourcePatternFilter(ResourceType.TOPIC, Topics.AUDIT.name(), PatternType.LITERAL),
                            new AccessControlEntryFilter(
                                    "User:" + SecuredWrit.userOf(Role.SINK),
                                    null,
                                    AclOperation.READ,
                                    AclPermissionType.ANY))))
                    .all()
                    .get();
            await().atMost(SecuredWrit.PATIENCE).until(() -> !writ.isReady(Role.SINK));
            for (int i = 0; i < UNREAD; i++) {
                http.post("/api/governance/check", Map.of("action", "deploy", "user_id", "user-" + i));
            }
            await().pollInterval(Duration.ofMillis(1)) // It must not look well for a moment either.
                    .during(Duration.ofSeconds(8))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> !writ.isReady(Role.SINK));

            // When
            Run created = writ.writ(writ.kafka().settingsOf(SecuredCluster.ADMIN), "acls", "sink", "--create");

            // Then
            assertThat(created.code()).isZero();
            await().atMost(SecuredWrit.PATIENCE)
                    .untilAsserted(() -> assertThat(decisions()).isEqualTo(before + UNREAD));
        }
    }

    private long decisions() throws SQLException {
        try (Connection connection = DriverManager.getConnection(writ.jdbcUrl(), "writ_gateway", "change-me");
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT count(*) FROM decisions")) {
            count.next();
            return count.getLong(1);
        }
    }

    private void poison(Topic<?> topic) throws InterruptedException {
        try (KafkaProducer<byte[], byte[]> producer = producer(SecuredCluster.ADMIN)) {
            producer.send(new ProducerRecord<>(topic.name(), "poison".getBytes(StandardCharsets.UTF_8)))
                    .get();
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private KafkaProducer<byte[], byte[]> producer(String user) {
        KafkaConnection connection = writ.connectionOf(user);
        return new KafkaProducer<>(connection.producer("test"), new ByteArraySerializer(), new ByteArraySerializer());
    }
}
