package dev.writ.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.writ.launcher.console.TextTable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/** What the steps of one run share: the client, ids that no other run has, and what is to be told. */
final class Scene {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final int ACCEPTED = 202;

    private final WritHttp http;
    private final String run;
    private final List<String> differences = new ArrayList<>();
    private TextTable table = newTable();
    private int asked;

    /** @param run a word that no other run of the story has */
    Scene(WritHttp http, String run) {
        this.http = http;
        this.run = run;
    }

    WritHttp http() {
        return http;
    }

    /** An id of this run. */
    String id(String name) {
        return name + "-" + run;
    }

    /** The workspace of this run, so that its defaults are nobody else's. */
    String workspace() {
        return id("demo");
    }

    /** A chat request of this run's user; an agent and a session may be added. */
    Map<String, Object> chat(String message) {
        Map<String, Object> body = request();
        body.put("message", message);
        return body;
    }

    /** A request of this run's user. */
    Map<String, Object> request() {
        Map<String, Object> body = new HashMap<>();
        body.put("user_id", id("ada"));
        body.put("workspace_id", workspace());
        return body;
    }

    /** Sends a command, again under the same key while what became of it is still to come. */
    Reply command(String path, Map<String, ?> body) throws IOException, InterruptedException {
        asked++;
        String key = id("demo-" + asked);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Reply reply = http.post(path, body, key);
        while (reply.status() == ACCEPTED && System.nanoTime() < deadline) {
            reply = http.post(path, body, key);
        }
        return reply;
    }

    /** Sends a request as a command is sent, and tells what was decided. */
    Reply ask(String what, String path, Map<String, ?> body) throws IOException, InterruptedException {
        Reply reply = command(path, body);
        JsonNode check = reply.check();
        String decision = check.isMissingNode()
                ? "HTTP " + reply.status()
                : check.path("allowed").asBoolean() ? "allowed" : "blocked";
        String reason = check.isMissingNode()
                ? reply.text("detail")
                : check.path("reason").asText();
        table.row(what, decision, reason, String.join(" > ", reply.path()));
        return reply;
    }

    /** Tells something that is not a decision. */
    void tell(String what, String outcome, String detail) {
        table.row(what, outcome, detail, "");
    }

    /** Notes a difference if the two are not equal. */
    void expect(String what, Object expected, Object actual) {
        if (!Objects.equals(expected, actual)) {
            differences.add(what + ": expected " + expected + ", not " + actual);
        }
    }

    /**
     * Looks at an agent until it is as wanted, or the patience ends.
     *
     * @return the agent as it was last seen
     */
    JsonNode awaitAgent(String agentId, Predicate<JsonNode> wanted) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        JsonNode agent = http.get("/api/agents/" + agentId).body();
        while (!wanted.test(agent) && System.nanoTime() < deadline) {
            Thread.sleep(LOOK_AGAIN);
            agent = http.get("/api/agents/" + agentId).body();
        }
        return agent;
    }

    /** What was told since the last call. */
    TextTable takeTable() {
        TextTable told = table;
        table = newTable();
        return told;
    }

    /** Every difference so far. */
    List<String> differences() {
        return List.copyOf(differences);
    }

    private static TextTable newTable() {
        return new TextTable("asked", "decision", "reason", "path");
    }
}
