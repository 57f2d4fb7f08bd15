package dev.writ.launcher.secured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.writ.launcher.client.WireHttp;
import dev.writ.launcher.demo.WritHttp;
import dev.writ.launcher.role.Role;
import dev.writ.schemas.Topics;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What Writ does and the story of the demo does not show. */
final class RestOfTheStory {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final SecuredWrit writ;
    private final WritHttp http;

    RestOfTheStory(SecuredWrit writ, WritHttp http) {
        this.writ = writ;
        this.http = http;
    }

    void play() throws IOException, InterruptedException, ExecutionException {
        http.post("/api/governance/check", Map.of("action", "deploy"));
        http.put(
                "/api/governance/controls/FORM_GOVERNANCE_ENABLED",
                Map.of("value", true, "actor", "ops", "reason", "as before"));
        http.post("/api/agents", Map.of("id", "talker", "name", "Talker", "status", "INTERN"));
        leaveAStreamToTheNextWorker();
        String answered = talkToASocket();
        readWhatIsLeftOf(answered);
        replay();
    }

    private void replay() throws IOException, InterruptedException {
        try (WireHttp client = new WireHttp(writ.url())) {
            assertThat(client.get("/api/audit/replay?agent=talker").body()).contains("event: replay:end");
        }
        JsonNode rules = http.get("/api/governance/rules").body();
        assertThat(http.post(
                                "/api/audit/what-if",
                                new ObjectMapper().convertValue(rules, new TypeReference<Map<String, Object>>() {}))
                        .text("decisions"))
                .isNotEqualTo("0")
                .isNotEmpty();
    }

    private void leaveAStreamToTheNextWorker() throws IOException, InterruptedException {
        long before = tokens();
        http.post(
                "/api/atom-agent/chat/stream",
                Map.of("message", "Tell me a long story", "user_id", "ada", "agent_id", "talker"));
        await().atMost(PATIENCE).until(() -> tokens() > before);
        writ.restart(Role.WORKER);
        await().atMost(PATIENCE)
                .until(() -> WatchingAuthorizer.asked().stream()
                        .anyMatch(asked -> asked.principal().equals("User:" + SecuredWrit.userOf(Role.WORKER))
                                && asked.operation() == AclOperation.READ
                                && asked.resource().name().equals(Topics.TOKENS.name())));
    }

    /** Submits a form, has a model call a tool, and cancels a stream, all of which a socket is told; returns what ran whole. */
    private String talkToASocket() throws IOException, InterruptedException {
        try (Socket socket = new Socket(writ.url(), "user_id=zoe&session_id=desk")) {
            socket.awaits("\"type\":\"connected\"");
            http.post("/api/agents", Map.of("id", "clerk", "name", "Clerk", "status", "SUPERVISED"));
            Map<String, Object> form = Map.of("fields", List.of(Map.of("name", "amount", "type", "number")));
            String canvas = http.post(
                            "/api/canvas/present",
                            Map.of("component", "form", "user_id", "zoe", "agent_id", "clerk", "form_schema", form))
                    .text("canvas_id");
            socket.awaits("canvas:update", canvas);
            http.post(
                    "/api/canvas/submit",
                    Map.of(
                            "canvas_id",
                            canvas,
                            "user_id",
                            "zoe",
                            "agent_id",
                            "clerk",
                            "form_data",
                            Map.of("amount", 12)));
            socket.awaits("canvas:form_submitted", canvas, "\"data\":{\"amount\":12}");

            Map<String, Object> search = Map.of("type", "function", "function", Map.of("name", "search"));
            JsonNode completion = http.post(
                            "/v1/chat/completions",
                            Map.of(
                                    "model", "default",
                                    "messages", List.of(Map.of("role", "user", "content", "Please call tool search")),
                                    "tools", List.of(search),
                                    "user", "zoe",
                                    "metadata", Map.of("agent_id", "talker", "session_id", "desk")))
                    .body();
            assertThat(completion
                            .at("/choices/0/message/tool_calls/0/function/name")
                            .asText())
                    .as(completion.toString())
                    .isEqualTo("search");
            socket.awaits("streaming:tool_call", "\"name\":\"search\"");

            String whole = chat("Tell me a short story", "simulated-tokens-12");
            socket.awaits("streaming:complete", whole);

            String cancelled = chat("Tell me a long story", "simulated-tokens-600");
            socket.awaits("streaming:update", cancelled);
            assertThat(http.post("/api/executions/" + cancelled + "/cancel", Map.of())
                            .status())
                    .isEqualTo(202);
            socket.awaits("streaming:error", cancelled, "cancelled_by_client");
            return whole;
        }
    }

    private String chat(String message, String model) throws IOException, InterruptedException {
        return http.post(
                        "/api/atom-agent/chat/stream",
                        Map.of(
                                "message", message,
                                "model", model,
                                "user_id", "zoe",
                                "session_id", "desk",
                                "agent_id", "talker"))
                .text("execution_id");
    }

    /** Reads a stream whose tokens have gone, on a gateway that has not seen them. */
    private void readWhatIsLeftOf(String execution) throws IOException, InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(writ.connectionOf(SecuredCluster.ADMIN).admin("test"))) {
            Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
            endsOfTokens().forEach((partition, end) -> all.put(partition, RecordsToDelete.beforeOffset(end)));
            admin.deleteRecords(all).all().get();
        }
        writ.restart(Role.GATEWAY);
        try (HttpClient reader = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(writ.url().resolve("/api/executions/" + execution + "/stream"))
                    .timeout(PATIENCE)
                    .build();
            assertThat(reader.send(request, BodyHandlers.ofString()).body())
                    .contains(".stored", "This is a simulated answer", "event: streaming:complete");
        }
    }

    private long tokens() {
        return endsOfTokens().values().stream().mapToLong(Long::longValue).sum();
    }

    private Map<TopicPartition, Long> endsOfTokens() {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                writ.connectionOf(SecuredCluster.ADMIN).consumer("test"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.TOKENS.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            return consumer.endOffsets(partitions);
        }
    }
}
