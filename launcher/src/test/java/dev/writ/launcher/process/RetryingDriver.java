package dev.writ.launcher.process;

import dev.writ.launcher.demo.Reply;
import dev.writ.launcher.demo.WritHttp;
import dev.writ.launcher.up.FirstAgent;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A client that sends each request, named by a key, again and again until it is answered. Half are chats, half canvases. */
final class RetryingDriver {

    private static final long PAUSE_MS = 200;
    private static final int OK = 200;

    private final WritHttp http;
    private final Map<String, Acknowledged> answered = new ConcurrentHashMap<>();

    RetryingDriver(WritHttp http) {
        this.http = http;
    }

    /** The answers so far, by key. */
    Map<String, Acknowledged> answered() {
        return Map.copyOf(answered);
    }

    /** Sends until there is an answer, however often the server goes away. */
    Void sendUntilAnswered(String key) throws InterruptedException {
        while (!answered.containsKey(key)) {
            try {
                answered.put(key, send(key));
            } catch (IOException e) {
                Thread.sleep(PAUSE_MS);
            }
        }
        return null;
    }

    /**
     * Sends once.
     *
     * @throws IOException if the answer is not a decision that allows
     */
    Acknowledged send(String key) throws IOException, InterruptedException {
        boolean chat = key.hashCode() % 2 == 0;
        Reply reply = chat
                ? http.post("/api/atom-agent/chat/stream", chat(key), key)
                : http.post("/api/canvas/present", canvas(key), key);
        if (reply.status() != OK) {
            throw new IOException("answered by " + reply.status() + " " + reply.body());
        }
        return new Acknowledged(
                reply.check().path("decision_id").asText(), reply.text(chat ? "execution_id" : "agent_execution_id"));
    }

    private static Map<String, ?> chat(String key) {
        return Map.of("user_id", "user-" + key, "agent_id", FirstAgent.ID, "message", "Hello from " + key);
    }

    private static Map<String, ?> canvas(String key) {
        return Map.of(
                "user_id", "user-" + key, "agent_id", FirstAgent.ID, "component", "markdown", "content", "From " + key);
    }
}
