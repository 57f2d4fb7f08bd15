package dev.writ.launcher.demo;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Step 4. */
final class FormSubmissions implements Step {

    private static final String SUBMIT = "/api/canvas/submit";

    @Override
    public String title() {
        return "The intern presents a form, but only the supervised agent may act on its submission";
    }

    @Override
    public void play(Scene scene) throws IOException, InterruptedException {
        Map<String, Object> form = scene.request();
        form.put("agent_id", scene.id("intern"));
        form.put("component", "form");
        form.put("title", "Order");
        form.put(
                "form_schema",
                Map.of(
                        "fields",
                        List.of(
                                Map.of("name", "email", "type", "email", "required", true),
                                Map.of("name", "amount", "type", "number"))));
        Reply presented = scene.ask("the intern presents a form", Presentations.PRESENT, form);
        scene.expect("status of presenting a form", 200, presented.status());

        Map<String, Object> submission = scene.request();
        submission.put("canvas_id", presented.text("canvas_id"));
        submission.put("form_data", Map.of("email", "ada@example.org", "amount", 12));
        Reply blocked = scene.ask("submission, by the intern as presenter", SUBMIT, submission);
        scene.expect("status of the intern's submission", 403, blocked.status());
        scene.expect(
                "who acts on a submission that names nobody",
                scene.id("intern"),
                blocked.check().path("agent_id").asText());
        scene.expect(
                "what a submission requires",
                "SUPERVISED",
                blocked.check().path("required_status").asText());

        submission.put("agent_id", scene.id("supervised"));
        Reply allowed = scene.ask("submission, by the supervised agent", SUBMIT, submission);
        scene.expect("status of the supervised agent's submission", 200, allowed.status());
        scene.expect(
                "parent of the submission's execution",
                presented.text("agent_execution_id"),
                allowed.text("parent_execution_id"));
    }
}
