package dev.writ.launcher.secrecy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.writ.launcher.client.Database;
import dev.writ.launcher.client.WireHttp;
import dev.writ.launcher.settings.Settings;
import dev.writ.launcher.up.LocalPorts;
import dev.writ.launcher.up.LocalSettings;
import dev.writ.launcher.up.LocalWrit;
import dev.writ.schemas.Topics;
import dev.writ.worker.simulated.server.ServerSettings;
import dev.writ.worker.simulated.server.SimulatedServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a person said is nowhere that an erasure does not reach, also where a provider quotes it in its errors, or a form is
 * submitted with fields that it does not have.
 */
class PersonalWordsIT {

    private static final String CANARY = "canary-7be2-words";
    private static final Needle WORDS = new Needle(CANARY);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** How the provider fails; its answers quote the prompt. */
    private static final List<String> MODELS =
            List.of("simulated-400", "simulated-500", "simulated-json-error", "simulated-error-object");

    @Test
    void whatTheAuditKeepsHasNoneOfThem(@TempDir Path folder)
            throws IOException, InterruptedException, SQLException, ExecutionException {
        // Given
        try (SimulatedServer provider = SimulatedServer.start(ServerSettings.atRate(1000));
                LocalWrit writ = LocalWrit.start(new LocalSettings(settings(provider), folder, LocalPorts.ANY));
                WireHttp http = new WireHttp(writ.url());
                Database database = new Database(
                        writ.cluster().jdbcUrl(),
                        writ.cluster().jdbcUser(),
                        writ.cluster().jdbcPassword())) {
            http.post("/api/agents", Map.of("id", "helper", "name", "Helper", "status", "AUTONOMOUS"), Map.of());
            present(http);

            // When
            for (String model : MODELS) {
                assertThat(chat(http, model).body())
                        .as("what its reader is told")
                        .contains("'" + CANARY + "'");
            }
            HttpResponse<String> refused = submit(http);

            // Then
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(refused.body())
                    .contains("\"form_data\"", "holds a field that the form does not have")
                    .doesNotContain(CANARY);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    database.rows("SELECT error_message FROM agent_executions WHERE status = 'failed'"))
                            .extracting(row -> row.get("error_message"))
                            .containsExactlyInAnyOrder(
                                    "the provider answered 400 (simulated_error, 400)",
                                    "the provider answered 500 (simulated_error, 500)",
                                    "the provider reported an error (simulated_error, 200)",
                                    "the provider reported an error in its stream (simulated_error, 500)",
                                    "form_data holds a field that the form does not have"));
            assertThat(placesOf(Traces.ofTopics(writ.cluster().connection())))
                    .contains(Topics.CHAT_REQUESTS.name(), Topics.FORM_REQUESTS.name(), Topics.TOKENS.name())
                    .doesNotContain(Topics.DECISIONS.name(), Topics.EXECUTIONS.name(), Topics.AUDIT.name());
            assertThat(Traces.ofTables(database)).isNotEmpty().noneMatch(WORDS::isIn);
        }
    }

    private static Settings settings(SimulatedServer provider) {
        return new Settings(Map.of(
                "worker.provider", "openai",
                "worker.openai.base.url", provider.openAiBaseUrl().toString(),
                "worker.model", "simulated",
                "worker.max.attempts", "1"));
    }

    private static void present(WireHttp http) throws IOException, InterruptedException {
        Map<String, Object> form = asAda();
        form.put("component", "form");
        form.put("canvas_id", "contact");
        form.put("form_schema", Map.of("fields", List.of(Map.of("name", "size", "type", "text"))));
        assertThat(http.post("/api/canvas/present", form, Map.of()).statusCode())
                .isEqualTo(200);
    }

    private static HttpResponse<String> submit(WireHttp http) throws IOException, InterruptedException {
        Map<String, Object> form = asAda();
        form.put("canvas_id", "contact");
        form.put("form_data", Map.of(CANARY, "S"));
        return http.post("/api/canvas/submit", form, Map.of());
    }

    private static HttpResponse<String> chat(WireHttp http, String model) throws IOException, InterruptedException {
        Map<String, Object> chat = asAda();
        chat.put("message", CANARY);
        chat.put("model", model);
        return http.post("/api/atom-agent/chat/stream", chat, Map.of("Accept", "text/event-stream"));
    }

    private static Map<String, Object> asAda() {
        return new HashMap<>(Map.of("user_id", "ada", "agent_id", "helper"));
    }

    /** The topics in whose records the words are. */
    private static Stream<String> placesOf(List<Trace> traces) {
        return traces.stream()
                .filter(WORDS::isIn)
                .map(trace -> trace.where().replaceFirst("-\\d+@.*", ""))
                .distinct();
    }
}
