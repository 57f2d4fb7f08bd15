package dev.writ.launcher.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.launcher.history.Auditor;
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

/** Every operation of the document is asked of a whole Writ, with the document's examples, and answered as it says. */
@TestInstance(Lifecycle.PER_CLASS)
class OpenApiIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String CHAT = "/api/atom-agent/chat/stream";

    private final OpenApiDocument document = OpenApiDocument.read();
    private final LocalWrit writ;
    private final CheckedHttp http;

    OpenApiIT(@TempDir Path data) throws IOException, InterruptedException {
        writ = LocalWrit.start(new LocalSettings(new Settings(Map.of()), data, LocalPorts.ANY));
        http = new CheckedHttp(document, writ.url());
        // As low as an intern begins, so that no successes of this test let it submit forms.
        ObjectNode intern =
                object().put("id", FirstAgent.ID).put("name", "Helpful Intern").put("status", "INTERN");
        assertThat(http.send("POST", "/api/agents", intern).statusCode()).isEqualTo(201);
    }

    @AfterAll
    void stop() {
        try (writ;
                http) {
            new Auditor(writ.cluster().connection()).requireReproduced();
        }
    }

    @Test
    void answersWhateverIsAskedAsTheDocumentSays() throws IOException, InterruptedException {
        askForWork();
        askOfAgents();
        askOfGovernance();
        askInTheOpenAiDialect();
        askTheAudit();
        askForTheConsole();
        askOfOperations();

        // Then
        assertThat(http.asked())
                .containsExactlyInAnyOrderElementsOf(
                        document.operations().stream().map(Operation::toString).toList());
    }

    private void askForWork() throws IOException, InterruptedException {
        HttpResponse<String> chat = only(http.sendExamples("POST", CHAT));
        assertThat(chat.statusCode()).isEqualTo(200);
        String execution = "/api/executions/" + text(chat, "/execution_id");
        assertThat(http.get(execution + "/stream").body()).contains("event: streaming:complete");
        assertThat(text(http.get(execution), "/status")).isIn("running", "completed");
        http.sendExamples("POST", execution + "/cancel");
        http.get("/api/governance/decisions/" + text(http.get(execution), "/request_id"));

        JsonNode body = document.operation("POST", CHAT)
                .orElseThrow()
                .examples()
                .values()
                .iterator()
                .next();
        assertThat(http.send("POST", CHAT, body, "Accept", "text/event-stream").statusCode())
                .isEqualTo(200);
        assertThat(http.send("POST", CHAT, body, "Prefer", "respond-async").statusCode())
                .isEqualTo(202);
        assertThat(http.send("POST", CHAT, object()).statusCode()).isEqualTo(400);
        assertThat(http.get("/api/executions/unknown/stream").statusCode()).isEqualTo(404);
        assertThat(http.get("/ws?user_id=ada").statusCode()).isEqualTo(426);

        List<HttpResponse<String>> shown = http.sendExamples("POST", "/api/canvas/present");
        assertThat(shown).allMatch(answer -> answer.statusCode() == 200);
        String canvas = "/api/executions/" + text(shown.getFirst(), "/agent_execution_id");
        assertThat(http.get(canvas + "/stream").statusCode()).isEqualTo(409);
        assertThat(only(http.sendExamples("POST", "/api/canvas/submit")).statusCode())
                .isEqualTo(403);
        http.get("/api/canvas/status?user_id=ada");
        http.sendExamples("POST", "/api/canvas/close");
    }

    private void askOfAgents() throws IOException, InterruptedException {
        HttpResponse<String> registered = only(http.sendExamples("POST", "/api/agents"));
        assertThat(registered.statusCode()).isEqualTo(201);
        assertThat(only(http.sendExamples("POST", "/api/agents")).statusCode()).isEqualTo(409);
        String agent = "/api/agents/" + text(registered, "/id");
        for (String command : List.of("promote", "demote", "release", "pause", "resume", "feedback")) {
            assertThat(only(http.sendExamples("POST", agent + "/" + command)).statusCode())
                    .as(command)
                    .isEqualTo(200);
        }
        http.get("/api/agents?limit=1");
        http.get(agent);
        http.get(agent + "/capabilities");
        http.sendExamples("PUT", "/api/sessions/s1/agent");
        http.sendExamples("PUT", "/api/workspaces/acme/default-agent");
    }

    private void askOfGovernance() throws IOException, InterruptedException {
        http.get("/api/governance/rules");
        assertThat(only(http.sendExamples("POST", "/api/governance/check")).statusCode())
                .isEqualTo(200);
        http.get("/api/governance/cache");
        Operation set =
                document.operation("PUT", "/api/governance/controls/{flag}").orElseThrow();
        for (Map.Entry<String, JsonNode> flag : set.examples().entrySet()) {
            assertThat(http.send("PUT", "/api/governance/controls/" + flag.getKey(), flag.getValue())
                            .statusCode())
                    .as(flag.getKey())
                    .isEqualTo(200);
        }
        http.get("/api/governance/controls");

        // Forms are let through now.
        http.sendExamples("POST", "/api/canvas/present");
        assertThat(only(http.sendExamples("POST", "/api/canvas/submit")).statusCode())
                .isEqualTo(200);
    }

    private void askInTheOpenAiDialect() throws IOException, InterruptedException {
        assertThat(http.sendExamples("POST", "/v1/chat/completions")).allMatch(answer -> answer.statusCode() == 200);
        assertThat(http.send("POST", "/v1/chat/completions", object()).statusCode())
                .isEqualTo(400);
        http.get("/v1/models");
        http.get("/v1/models/simulated");
        assertThat(http.get("/v1/models/nobody/unknown").statusCode()).isEqualTo(404);
    }

    private void askTheAudit() throws IOException, InterruptedException {
        await().atMost(PATIENCE)
                .until(() -> http.get("/api/audit/executions?status=completed&action=stream_chat")
                        .body()
                        .contains("\"id\""));
        for (String table : List.of("executions", "decisions", "canvas", "agents", "agents/reporter/history")) {
            assertThat(http.get("/api/audit/" + table + "?limit=1").statusCode())
                    .isEqualTo(200);
            assertThat(http.get("/api/audit/" + table + "?format=csv&limit=1").statusCode())
                    .isEqualTo(200);
            assertThat(http.get("/api/audit/" + table + "?format=ndjson&limit=1")
                            .statusCode())
                    .isEqualTo(200);
        }
        assertThat(http.get("/api/audit/executions?limit=x").statusCode()).isEqualTo(400);
        http.get("/api/audit/report");
        assertThat(http.get("/api/audit/replay?from=1h&limit=20").body()).contains("event: replay:end");
    }

    private void askForTheConsole() throws IOException, InterruptedException {
        http.sendExamples("POST", "/api/canvas/present");
        assertThat(http.get("/api/canvases?user_id=ada").body()).contains("\"contact\"");
        assertThat(http.get("/api/canvases/contact").statusCode()).isEqualTo(200);
        assertThat(http.get("/api/canvases/unknown").statusCode()).isEqualTo(404);
        assertThat(http.beginning("/api/governance/feed", "feed:live")).contains("event: feed:decision");
        JsonNode rules = JSON.readTree(http.get("/api/governance/rules").body());
        assertThat(http.send("POST", "/api/audit/what-if?from=1h", rules).statusCode())
                .isEqualTo(200);
        assertThat(http.send("POST", "/api/audit/what-if", object()).statusCode())
                .isEqualTo(400);
    }

    private void askOfOperations() throws IOException, InterruptedException {
        http.get("/health/live");
        http.get("/health/ready");
        http.get("/metrics");
        http.get("/openapi.yaml");
    }

    private static HttpResponse<String> only(List<HttpResponse<String>> answers) {
        assertThat(answers).hasSize(1);
        return answers.getFirst();
    }

    private static String text(HttpResponse<String> answer, String pointer) throws IOException {
        return JSON.readTree(answer.body()).at(pointer).asText();
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
