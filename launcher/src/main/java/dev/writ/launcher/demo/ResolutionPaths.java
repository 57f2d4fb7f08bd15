package dev.writ.launcher.demo;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Step 5. */
final class ResolutionPaths implements Step {

    @Override
    public String title() {
        return "A request that names no agent takes the session's, the workspace's, then Chat Assistant";
    }

    @Override
    public void play(Scene scene) throws IOException, InterruptedException {
        String withAgent = scene.id("session-with-agent");
        String without = scene.id("session-without");
        Reply session =
                scene.http().put("/api/sessions/" + withAgent + "/agent", Map.of("agent_id", scene.id("intern")));
        scene.expect("status of giving the session an agent", 200, session.status());

        Reply bySession = chat(scene, withAgent, "chat in a session with an agent");
        scene.expect("status of the session's chat", 200, bySession.status());
        scene.expect(
                "agent of the session's chat",
                scene.id("intern"),
                bySession.check().path("agent_id").asText());
        scene.expect("path of the session's chat", List.of("session_agent"), bySession.path());

        Reply bySystem = chat(scene, without, "chat without any default");
        scene.expect("status of Chat Assistant's chat", promoted(bySystem) ? 200 : 403, bySystem.status());
        scene.expect(
                "agent of last resort",
                "chat-assistant",
                bySystem.check().path("agent_id").asText());
        scene.expect(
                "path to Chat Assistant",
                List.of("no_session_agent", "no_workspace_default", "system_default"),
                bySystem.path());

        Reply workspace = scene.http()
                .put(
                        "/api/workspaces/" + scene.workspace() + "/default-agent",
                        Map.of("agent_id", scene.id("autonomous")));
        scene.expect("status of giving the workspace a default", 200, workspace.status());
        Reply byWorkspace = chat(scene, without, "chat with a workspace default");
        scene.expect("status of the workspace's chat", 200, byWorkspace.status());
        scene.expect(
                "agent of the workspace's chat",
                scene.id("autonomous"),
                byWorkspace.check().path("agent_id").asText());
        scene.expect(
                "path of the workspace's chat", List.of("no_session_agent", "workspace_default"), byWorkspace.path());
    }

    /** Chat Assistant starts as a student; whoever runs this Writ may have promoted it. */
    private static boolean promoted(Reply reply) {
        return !reply.check().path("agent_status").asText().equals("STUDENT");
    }

    private static Reply chat(Scene scene, String session, String what) throws IOException, InterruptedException {
        Map<String, Object> body = scene.chat("Who are you?");
        body.put("session_id", session);
        return scene.ask(what, BlockedAndStreamedChat.CHAT, body);
    }
}
