package dev.writ.launcher.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.writ.gateway.http.HttpServer;
import dev.writ.launcher.client.WireHttp;
import dev.writ.launcher.history.Auditor;
import dev.writ.launcher.history.Auditor.Answer;
import dev.writ.launcher.role.ServerAddresses;
import dev.writ.local.LocalCluster;
import dev.writ.local.LocalClusterConfig;
import dev.writ.query.report.SourceLog;
import dev.writ.query.store.AuditDatabase;
import dev.writ.schemas.Topics;
import dev.writ.sink.SinkConfig;
import dev.writ.sink.SinkService;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The report on a sink that has stopped: the tables alone cannot tell that from a day without requests. */
@TestInstance(Lifecycle.PER_CLASS)
class SinkBehindIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration STOPPED = Duration.ofHours(25);

    private final LocalCluster cluster = LocalCluster.start(new LocalClusterConfig(null, 0, 0, 0, 2));
    private final Map<String, String> settings = new ServerAddresses(
                    cluster.bootstrapServers(),
                    cluster.registryUrl().toString(),
                    cluster.jdbcUrl(),
                    cluster.jdbcUser(),
                    cluster.jdbcPassword())
            .settings();

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    void isAFaultUntilTheTablesHaveWhatTheLogHas() throws IOException, InterruptedException, ExecutionException {
        // Given
        try (SinkService sink = sink()) {
            await().atMost(PATIENCE).until(sink::isReady);
        }
        happen(Instant.now().minus(STOPPED));

        // When
        Answer told = report(settings);
        JsonNode overHttp = overHttp();

        // Then
        assertThat(told.code()).as(told.out() + told.err()).isEqualTo(1);
        assertThat(told.out())
                .containsPattern("sink_behind +9\\d{4} +at most 900 +EXCEEDED")
                .endsWith("Something is wrong.\n");
        assertThat(overHttp.path("sink_behind_seconds").longValue()).isGreaterThanOrEqualTo(90_000);
        assertThat(overHttp.path("conclusion").textValue()).isEqualTo("wrong");

        // When
        Answer ofTablesAlone = report(ofTheTables(Map.of()));
        Answer withoutBrokers = report(ofTheTables(Map.of("bootstrap.servers", "127.0.0.1:1")));

        // Then
        assertThat(Stream.of(ofTablesAlone, withoutBrokers)).allSatisfy(answer -> {
            assertThat(answer.code()).isZero();
            assertThat(answer.out())
                    .containsPattern("sink_behind +- +at most 900 +unknown")
                    .endsWith("Nothing was decided in this time. "
                            + "That is what the tables tell: whether they are behind the log is not known.\n");
        });
        assertThat(withoutBrokers.err()).startsWith("writ: whether the sink is behind is not known: ");

        // When
        try (SinkService _ = sink()) {
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(overHttp().path("sink_behind_seconds")).hasToString("0"));
        }
        Answer caughtUp = report(settings);

        // Then
        assertThat(caughtUp.code()).as(caughtUp.out() + caughtUp.err()).isZero();
        assertThat(caughtUp.out()).endsWith("\nNothing was decided in this time.\n");
        assertThat(overHttp().path("conclusion").textValue()).isEqualTo("nothing_decided");
    }

    private SinkService sink() {
        return SinkService.start(SinkConfig.from(settings), new SimpleMeterRegistry());
    }

    /** In a transaction, whose marker stays behind all that the sink writes; no Avro, so that it passes it by as a dead letter. */
    private void happen(Instant at) throws ExecutionException, InterruptedException {
        Map<String, Object> producing = new HashMap<>(cluster.connection().producer("test"));
        producing.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "test");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(producing, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(
                            Topics.AUDIT.name(), 0, at.toEpochMilli(), new byte[] {1}, new byte[] {2}))
                    .get();
            producer.commitTransaction();
        }
    }

    private JsonNode overHttp() throws IOException, InterruptedException {
        SourceLog log = new AuditTopic(cluster.connection(), trouble -> {
            throw new AssertionError(trouble);
        });
        try (AuditDatabase database =
                        AuditDatabase.open(cluster.jdbcUrl(), cluster.jdbcUser(), cluster.jdbcPassword());
                HttpServer server = PlantedAudit.serve(Optional.of(database), log);
                WireHttp http = PlantedAudit.client(server)) {
            return JSON.readTree(http.get("/api/audit/report").body());
        }
    }

    private Map<String, String> ofTheTables(Map<String, String> more) {
        Map<String, String> tables = new HashMap<>(settings);
        tables.keySet().removeIf(key -> !key.startsWith("jdbc."));
        tables.putAll(more);
        return tables;
    }

    private static Answer report(Map<String, String> settings) {
        List<String> flags = settings.entrySet().stream()
                .flatMap(setting -> Stream.of("--set", setting.getKey() + "=" + setting.getValue()))
                .toList();
        return Auditor.run(Stream.concat(Stream.of("report"), flags.stream()).toArray(String[]::new));
    }
}
