package dev.writ.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.writ.schemas.Topic;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.CompletionRequested;
import dev.writ.schemas.event.ModelCatalogue;
import dev.writ.schemas.serde.AvroDeserializer;
import dev.writ.testcluster.TestCluster;
import dev.writ.testcluster.TestClusterExtension;
import dev.writ.worker.simulated.server.ServerSettings;
import dev.writ.worker.simulated.server.SimulatedServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A provider's key is nowhere but in the calls to it, also where the provider quotes it in its errors. */
@ExtendWith(TestClusterExtension.class)
class KeySecrecyIT {

    private static final String CANARY = "sk-canary-4f1d9a77";

    @Test
    void showsNoKeyInTopicsLogsOrMetrics(TestCluster cluster, @TempDir Path folder) throws IOException {
        // Given
        try (SimulatedServer server = SimulatedServer.start(ServerSettings.atRate(500))) {
            Path routes = Files.writeString(folder.resolve("routes.json"), """
                    {"providers": {
                       "o": {"dialect": "openai", "base_url": "%s", "key": "env:CANARY"},
                       "a": {"dialect": "anthropic", "base_url": "%s", "key": "env:CANARY"}},
                     "workspaces": {"*": {"default": "ok", "models": {%s}}}}""".formatted(
                            server.openAiBaseUrl(), server.anthropicBaseUrl(), models()));
            WorkerConfig config = TestWorkers.config(
                    cluster,
                    Map.of(WorkerKeys.ROUTES_FILE, routes.toString(), WorkerKeys.GROUP_ID, "secrecy"),
                    Map.of("CANARY", CANARY));
            List<CompletionRequested> requests = Stream.of("ok", "in-stream", "refused", "unauthorized", "unknown")
                    .map(TestCompletions::completion)
                    .toList();
            SimpleMeterRegistry meters = new SimpleMeterRegistry();
            List<String> logged = new ArrayList<>();

            // When
            try (LogCapture logs = new LogCapture()) {
                try (WorkerService worker = WorkerService.start(config, meters);
                        TestTopics topics = new TestTopics(cluster)) {
                    topics.ask(requests.toArray(CompletionRequested[]::new));
                    requests.forEach(request -> await().atMost(Duration.ofSeconds(40))
                            .until(() -> !topics.endsOf(request).isEmpty()));

                    // Then
                    assertThat(requests)
                            .extracting(request -> topics.endsOf(request)
                                    .getFirst()
                                    .getErrorCode()
                                    .orElse("none"))
                            .containsExactly(
                                    "none",
                                    "upstream_error",
                                    "upstream_rejected",
                                    "upstream_unauthorized",
                                    "model_unknown");
                    assertThat(worker.troubles()).isEmpty();
                }
                logged.addAll(logs.lines()); // That it leaves its group, at least.
            }
            List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
            for (Topic<?> topic : Topics.ALL) {
                try (TopicLog log = new TopicLog(cluster, topic)) {
                    all.addAll(log.all());
                }
            }
            assertThat(all).hasSizeGreaterThan(20);
            assertThat(all).extracting(KeySecrecyIT::text).noneMatch(text -> text.contains(CANARY));
            assertThat(all).extracting(KeySecrecyIT::text).anyMatch(text -> text.contains("[key]"));
            assertThat(logged).isNotEmpty().noneMatch(line -> line.contains(CANARY));
            assertThat(meters.getMetersAsString()).isNotEmpty().doesNotContain(CANARY);
            assertThat(config.toString()).doesNotContain(CANARY);
            assertThat(catalogues(cluster, all)).anySatisfy(catalogue -> {
                assertThat(catalogue.getGroupId()).isEqualTo("secrecy");
                assertThat(catalogue.getModels().getFirst().getModel()).isEqualTo("ok");
                assertThat(catalogue.getOpen()).isFalse();
            });
        }
    }

    private static String models() {
        return """
                "ok": [{"provider": "a", "model": "simulated"}],
                "in-stream": [{"provider": "o", "model": "simulated-error-object"}],
                "refused": [{"provider": "a", "model": "simulated-400"}],
                "unauthorized": [{"provider": "o", "model": "simulated-401"}, {"provider": "a", "model": "simulated-401"}]
                """;
    }

    private static String text(ConsumerRecord<byte[], byte[]> found) {
        StringBuilder text = new StringBuilder(new String(found.value(), StandardCharsets.UTF_8));
        found.headers().forEach(header -> text.append(new String(header.value(), StandardCharsets.UTF_8)));
        return text.append(new String(found.key(), StandardCharsets.UTF_8)).toString();
    }

    private static List<ModelCatalogue> catalogues(TestCluster cluster, List<ConsumerRecord<byte[], byte[]>> all) {
        AvroDeserializer<ModelCatalogue> reader = new AvroDeserializer<>(
                ModelCatalogue.class, cluster.connection().registry());
        return all.stream()
                .filter(found -> found.topic().equals(Topics.MODELS.name()))
                .map(found -> Objects.requireNonNull(reader.deserialize(found.topic(), found.value())))
                .toList();
    }
}
