package dev.writ.launcher.demo;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Step 2. */
final class BlockedAndStreamedChat implements Step {

    static final String CHAT = "/api/atom-agent/chat/stream";

    @Override
    public String title() {
        return "The student may not chat; the intern may, and its answer streams to the end";
    }

    @Override
    public void play(Scene scene) throws IOException, InterruptedException {
        Map<String, Object> body = scene.chat("Summarize the week");
        body.put("agent_id", scene.id("student"));
        Reply blocked = scene.ask("the student chats", CHAT, body);
        scene.expect("status of the student's chat", 403, blocked.status());
        scene.expect(
                "what the chat requires",
                "INTERN",
                blocked.check().path("required_status").asText());
        scene.expect("path of the student's chat", List.of("explicit_agent_id"), blocked.path());

        body.put("agent_id", scene.id("intern"));
        Reply allowed = scene.ask("the intern chats", CHAT, body);
        scene.expect("status of the intern's chat", 200, allowed.status());

        List<Event> events = scene.http().stream(CHAT, body);
        long updates = events.stream()
                .filter(event -> event.name().equals("streaming:update"))
                .count();
        String last = events.isEmpty() ? "nothing" : events.getLast().name();
        scene.tell("the intern chats, streamed", last, updates + " updates");
        scene.expect("last event of the intern's stream", "streaming:complete", last);
        scene.expect("whether the intern's stream had text", true, updates > 0);
    }
}
