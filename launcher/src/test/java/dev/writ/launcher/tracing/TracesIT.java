package dev.writ.launcher.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.writ.launcher.client.WireHttp;
import dev.writ.launcher.demo.Reply;
import dev.writ.launcher.demo.WritHttp;
import dev.writ.launcher.history.Auditor;
import dev.writ.launcher.settings.Settings;
import dev.writ.launcher.up.LocalPorts;
import dev.writ.launcher.up.LocalSettings;
import dev.writ.launcher.up.LocalWrit;
import dev.writ.schemas.Topics;
import dev.writ.worker.simulated.server.JournalEntry;
import dev.writ.worker.simulated.server.ServerSettings;
import dev.writ.worker.simulated.server.SimulatedServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** One chat through a whole Writ is one trace, from the client's span to the call of the model. */
@TestInstance(Lifecycle.PER_CLASS)
class TracesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String CHAT = "/api/atom-agent/chat/stream";
    private static final String CLIENTS_SPAN = "00f067aa0ba902b7";
    private static final String AGENT = "traced-intern";
    private static final String MESSAGE = "a secret of mine";
    private static final String USER = "ada-lovelace";
    private static final String SESSION = "session-4711";

    private final Queue<JournalEntry> calls = new ConcurrentLinkedQueue<>();
    private final OtlpReceiver collector;
    private final SimulatedServer model;
    private final LocalWrit writ;
    private final WireHttp http;

    TracesIT(@TempDir Path data) throws IOException, InterruptedException {
        collector = new OtlpReceiver();
        model = SimulatedServer.start(new ServerSettings(0, 200, calls::add));
        Settings settings = new Settings(Map.of(
                "worker.provider",
                "openai",
                "worker.openai.base.url",
                model.openAiBaseUrl().toString(),
                "worker.model",
                "simulated"));
        writ = LocalWrit.start(
                new LocalSettings(settings, data.resolve("traced"), LocalPorts.ANY), collector.environment());
        http = new WireHttp(writ.url());
        register(writ);
    }

    @AfterAll
    void stop() {
        try (collector;
                model;
                writ;
                http) {
            new Auditor(writ.cluster().connection()).requireReproduced();
        }
    }

    @Test
    void aChatIsOneTraceThroughEveryPart() throws IOException, InterruptedException {
        // Given
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        Map<String, String> headers =
                Map.of("Accept", "text/event-stream", "traceparent", "00-" + trace + "-" + CLIENTS_SPAN + "-01");

        // When
        HttpResponse<String> answer = http.post(CHAT, chat(AGENT), headers);

        // Then
        assertThat(answer.body()).contains("streaming:complete");
        Map<String, ReceivedSpan> spans = chainOf(trace, "POST " + CHAT);
        ReceivedSpan server = span(spans, "POST " + CHAT);
        assertThat(server.parentId()).isEqualTo(CLIENTS_SPAN);
        assertThat(server.attributes())
                .containsEntry("http.route", CHAT)
                .containsEntry("http.request.method", "POST")
                .containsEntry("http.response.status_code", "200");
        ReceivedSpan decision = span(spans, "decide stream_chat");
        assertThat(decision.attributes())
                .containsEntry("writ.decision.verdict", "allowed")
                .containsEntry("writ.decision.reason", "none")
                .containsEntry("writ.agent.maturity", "intern")
                .containsKey("writ.decision.cache");
        ReceivedSpan call = span(spans, "chat simulated");
        assertThat(call.attributes())
                .containsEntry("gen_ai.operation.name", "chat")
                .containsEntry("gen_ai.provider.name", "openai")
                .containsEntry("gen_ai.request.model", "simulated")
                .containsEntry("gen_ai.response.finish_reasons", "stop")
                .containsEntry("writ.decision.id", decision.attributes().get("writ.decision.id"));
        assertThat(calls).extracting(JournalEntry::traceparent).contains("00-" + trace + "-" + call.id() + "-01");
        assertThat(Long.parseLong(call.attributes().getOrDefault("gen_ai.usage.output_tokens", "0")))
                .isPositive();
        assertThat(call.endedNanos()).isBetween(call.beganNanos(), server.endedNanos());
        assertThat(spans.values()).allSatisfy(each -> {
            assertThat(each.service()).isEqualTo("writ");
            assertThat(each.failed()).as(each.name()).isFalse();
            assertThat(each.beganNanos()).isLessThanOrEqualTo(each.endedNanos());
        });
    }

    @Test
    void aCompletionOfTheOpenAiDialectIsOneTraceOfItsOwn() throws IOException, InterruptedException {
        // Given
        String path = "/v1/chat/completions";
        Map<String, ?> completion = Map.of(
                "model", "simulated", "messages", List.of(Map.of("role", "user", "content", MESSAGE)), "stream", true);

        // When
        HttpResponse<String> answer =
                http.post(path, completion, Map.of("X-Agent-Id", AGENT, "X-Session-Id", SESSION, "X-User-Id", USER));

        // Then
        assertThat(answer.body()).contains("[DONE]");
        String trace = await().atMost(PATIENCE)
                .until(
                        () -> collector.spans().stream()
                                .filter(each -> each.name().equals("POST " + path))
                                .map(ReceivedSpan::traceId)
                                .findFirst()
                                .orElse(""),
                        found -> !found.isEmpty());
        Map<String, ReceivedSpan> spans = chainOf(trace, "POST " + path);
        assertThat(span(spans, "POST " + path).parentId()).isEmpty();
    }

    @Test
    void aBlockedChatEndsItsTraceWithTheDecision() throws IOException, InterruptedException {
        // Given
        String trace = "0af7651916cd43dd8448eb211c80319c";

        // When
        HttpResponse<String> answer =
                http.post(CHAT, chat("nobody"), Map.of("traceparent", "00-" + trace + "-" + CLIENTS_SPAN + "-01"));

        // Then
        assertThat(answer.statusCode()).isEqualTo(403);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(collector.ofTrace(trace))
                        .anySatisfy(each -> assertThat(each.attributes())
                                .containsEntry("writ.decision.verdict", "blocked")
                                .containsEntry("writ.decision.reason", "maturity"))
                        .anySatisfy(each ->
                                assertThat(each.attributes()).containsEntry("http.response.status_code", "403")));
        assertThat(collector.ofTrace(trace)).extracting(ReceivedSpan::kind).doesNotContain("CLIENT");
    }

    @Test
    void noSpanHoldsWordsOrPersons() throws IOException, InterruptedException {
        // Given
        String trace = "1af7651916cd43dd8448eb211c80319c";
        http.post(
                CHAT,
                chat(AGENT),
                Map.of("Accept", "text/event-stream", "traceparent", "00-" + trace + "-" + CLIENTS_SPAN + "-01"));

        // When
        chainOf(trace, "POST " + CHAT);

        // Then
        assertThat(collector.spans().toString()).doesNotContain(MESSAGE, USER, SESSION);
    }

    /** Waits for the spans that lead from the request to the model, and requires that each is the parent of the next one. */
    private Map<String, ReceivedSpan> chainOf(String trace, String server) {
        String requests = Topics.CHAT_REQUESTS.name();
        String completions = Topics.COMPLETIONS.name();
        String executions = Topics.EXECUTIONS.name();
        Map<String, ReceivedSpan> spans = await().atMost(PATIENCE)
                .until(
                        () -> byName(collector.ofTrace(trace)),
                        found -> found.keySet()
                                .containsAll(List.of(
                                        server,
                                        "chat simulated",
                                        "process " + completions,
                                        "process " + executions,
                                        "process " + Topics.AGENT_COMMANDS.name())));
        assertThat(spans.keySet()).contains("send " + Topics.AUDIT.name(), "send " + Topics.DECISIONS.name());
        assertChild(spans, server, "send " + requests, "PRODUCER", "writ-gateway");
        assertChild(spans, "send " + requests, "process " + requests, "CONSUMER", "writ-topology");
        assertChild(spans, "process " + requests, "decide stream_chat", "INTERNAL", "writ-topology");
        assertChild(spans, "process " + requests, "send " + completions, "PRODUCER", "writ-topology");
        assertChild(spans, "send " + completions, "process " + completions, "CONSUMER", "writ-worker");
        assertChild(spans, "process " + completions, "chat simulated", "CLIENT", "writ-worker");
        assertThat(span(spans, server).kind()).isEqualTo("SERVER");
        assertThat(span(spans, "process " + requests).attributes())
                .containsEntry("messaging.system", "kafka")
                .containsEntry("messaging.operation.type", "process")
                .containsEntry("messaging.destination.name", requests)
                .containsKeys("messaging.destination.partition.id", "messaging.kafka.offset");
        return spans;
    }

    private static void assertChild(
            Map<String, ReceivedSpan> spans, String parent, String child, String kind, String scope) {
        assertThat(span(spans, child).parentId())
                .as(child)
                .isEqualTo(span(spans, parent).id());
        assertThat(span(spans, child).kind()).as(child).isEqualTo(kind);
        assertThat(span(spans, child).scope()).as(child).isEqualTo(scope);
    }

    private static ReceivedSpan span(Map<String, ReceivedSpan> spans, String name) {
        assertThat(spans).containsKey(name);
        return Objects.requireNonNull(spans.get(name));
    }

    /** Of spans of one name the first; what happens behind the answer comes later. */
    private static Map<String, ReceivedSpan> byName(List<ReceivedSpan> spans) {
        Map<String, ReceivedSpan> first = new HashMap<>();
        spans.forEach(each ->
                first.merge(each.name(), each, (one, other) -> one.beganNanos() <= other.beganNanos() ? one : other));
        return first;
    }

    private static void register(LocalWrit writ) throws IOException, InterruptedException {
        try (WritHttp operator = new WritHttp(writ.url())) {
            Reply registered = operator.post("/api/agents", Map.of("id", AGENT, "name", "Traced", "status", "INTERN"));
            assertThat(registered.status()).as(registered.toString()).isEqualTo(201);
        }
    }

    private static Map<String, ?> chat(String agent) {
        return Map.of("message", MESSAGE, "user_id", USER, "session_id", SESSION, "agent_id", agent);
    }
}
