package dev.writ.launcher.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.writ.launcher.client.WireHttp;
import dev.writ.launcher.settings.Settings;
import dev.writ.launcher.up.FirstAgent;
import dev.writ.launcher.up.LocalPorts;
import dev.writ.launcher.up.LocalSettings;
import dev.writ.launcher.up.LocalWrit;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a rule or a panel asks for is exported, under that name and with those labels. */
@TestInstance(Lifecycle.PER_CLASS)
class ExportedMetricsIT {

    /** What Kafka's clients measure anew, as of a topic that they have just met, is looked for once in 60 s. */
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final LocalWrit writ;

    ExportedMetricsIT(@TempDir Path data) throws IOException, InterruptedException {
        writ = LocalWrit.start(new LocalSettings(new Settings(Map.of()), data, LocalPorts.ANY));
        FirstAgent.ensureAt(writ.url());
    }

    @AfterAll
    void stop() {
        writ.close();
    }

    @Test
    void exportsWhatRulesAndPanelsAskFor() throws IOException, InterruptedException {
        // Given
        List<MetricUse> uses = WatchedFiles.uses();
        assertThat(uses).hasSizeGreaterThan(40);
        try (WireHttp gateway = new WireHttp(writ.url());
                WireHttp management = new WireHttp(writ.management())) {
            // When
            makeSomethingOfEachKindHappen(gateway);

            // Then
            await().atMost(PATIENCE).untilAsserted(() -> {
                List<Series> exported = Series.of(management.get("/metrics").body());
                assertThat(uses).allMatch(use -> exported.stream().anyMatch(use::isServedBy));
            });
        }
    }

    private static void makeSomethingOfEachKindHappen(WireHttp gateway) throws IOException, InterruptedException {
        Map<String, String> chat = Map.of("message", "Hello", "user_id", "ada", "agent_id", FirstAgent.ID);
        Map<String, String> events = Map.of("Accept", "text/event-stream");
        for (int i = 0; i < 2; i++) { // The second check comes out of the cache.
            HttpResponse<String> streamed = gateway.post("/api/atom-agent/chat/stream", chat, events);
            assertThat(streamed.body()).contains("event: streaming:complete");
        }
        HttpResponse<String> blocked =
                gateway.post("/api/atom-agent/chat/stream", Map.of("message", "Hello", "user_id", "ada"), Map.of());
        assertThat(blocked.statusCode()).isEqualTo(403);
        // A dead letter: there is an agent of this id.
        HttpResponse<String> refused =
                gateway.post("/api/agents", Map.of("id", FirstAgent.ID, "name", "Another"), Map.of());
        assertThat(refused.statusCode()).isEqualTo(409);
        gateway.get("/health/ready");
    }
}
