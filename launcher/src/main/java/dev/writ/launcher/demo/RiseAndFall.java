package dev.writ.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Step 6. */
final class RiseAndFall implements Step {

    /** Just below the 0.5 of an intern: two successes of 0.01 lift it there. */
    private static final double BELOW_INTERN = 0.48;

    private static final int OK = 200;
    private static final int FORBIDDEN = 403;

    @Override
    public String title() {
        return "Successes lift an agent over a threshold, and failures bring it down";
    }

    @Override
    public void play(Scene scene) throws IOException, InterruptedException {
        String agent = scene.id("climber");
        scene.command(
                "/api/agents",
                Map.of(
                        "id",
                        agent,
                        "name",
                        "Climber",
                        "workspace_id",
                        scene.workspace(),
                        "status",
                        "STUDENT",
                        "confidence_score",
                        BELOW_INTERN));
        scene.expect(
                "status of the first chat",
                FORBIDDEN,
                chat(scene, agent, "chat at 0.48", null).status());

        for (String confidence : List.of("0.49", "0.5")) {
            Map<String, Object> markdown = scene.request();
            markdown.put("agent_id", agent);
            markdown.put("component", "markdown");
            markdown.put("content", "Done.");
            scene.ask("presents markdown", Presentations.PRESENT, markdown);
            awaitConfidence(scene, agent, confidence);
        }
        scene.expect(
                "status of the chat after two successes",
                OK,
                chat(scene, agent, "chat at 0.50", null).status());
        awaitConfidence(scene, agent, "0.51");

        Reply failing = chat(scene, agent, "chat with a model that fails", "simulated-fail-midway");
        scene.expect("status of the chat that fails later", OK, failing.status());
        awaitConfidence(scene, agent, "0.49");
        scene.expect(
                "status of the chat after a failure",
                FORBIDDEN,
                chat(scene, agent, "chat at 0.49", null).status());

        Reply feedback = scene.command(
                "/api/agents/" + agent + "/feedback",
                Map.of(
                        "user_id",
                        scene.id("ada"),
                        "original_output",
                        "The sum is 12",
                        "user_correction",
                        "The sum is 21",
                        "trusted",
                        true));
        scene.expect("status of a trusted correction", OK, feedback.status());
        awaitConfidence(scene, agent, "0.39");
    }

    private static Reply chat(Scene scene, String agent, String what, @org.jspecify.annotations.Nullable String model)
            throws IOException, InterruptedException {
        Map<String, Object> body = scene.chat("How far are we?");
        body.put("agent_id", agent);
        if (model != null) {
            body.put("model", model);
        }
        return scene.ask(what, BlockedAndStreamedChat.CHAT, body);
    }

    private static void awaitConfidence(Scene scene, String agent, String wanted)
            throws IOException, InterruptedException {
        double expected = Double.parseDouble(wanted);
        JsonNode state =
                scene.awaitAgent(agent, seen -> seen.path("confidence_score").asDouble() == expected);
        scene.tell(
                "confidence of the agent",
                state.path("status").asText(),
                state.path("confidence_score").asText());
        scene.expect("confidence", expected, state.path("confidence_score").asDouble());
    }
}
