package dev.writ.launcher.demo;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Step 3. */
final class Presentations implements Step {

    static final String PRESENT = "/api/canvas/present";

    @Override
    public String title() {
        return "The student presents a chart, markdown and a status panel";
    }

    @Override
    public void play(Scene scene) throws IOException, InterruptedException {
        Map<String, Object> chart = scene.request();
        chart.put("component", "line_chart");
        chart.put("title", "Requests a day");
        chart.put("data", List.of(Map.of("x", "Mon", "y", 12), Map.of("x", "Tue", "y", 19)));
        present(scene, "a line chart", chart);

        Map<String, Object> markdown = scene.request();
        markdown.put("component", "markdown");
        markdown.put("content", "# This week\n\nMore requests on *Tuesday*.");
        present(scene, "markdown", markdown);

        Map<String, Object> panel = scene.request();
        panel.put("component", "status_panel");
        panel.put("items", List.of(Map.of("label", "Pipeline", "status", "ok")));
        present(scene, "a status panel", panel);
    }

    private static void present(Scene scene, String what, Map<String, Object> body)
            throws IOException, InterruptedException {
        body.put("agent_id", scene.id("student"));
        Reply reply = scene.ask("the student presents " + what, PRESENT, body);
        scene.expect("status of presenting " + what, 200, reply.status());
        scene.expect(
                "whether presenting " + what + " has an execution",
                false,
                reply.text("agent_execution_id").isEmpty());
    }
}
