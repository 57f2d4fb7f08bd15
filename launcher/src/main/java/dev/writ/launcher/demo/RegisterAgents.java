package dev.writ.launcher.demo;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Step 1. */
final class RegisterAgents implements Step {

    private static final int CREATED = 201;

    @Override
    public String title() {
        return "Four agents register, one of each maturity";
    }

    @Override
    public void play(Scene scene) throws IOException, InterruptedException {
        for (String status : List.of("STUDENT", "INTERN", "SUPERVISED", "AUTONOMOUS")) {
            String id = scene.id(status.toLowerCase(Locale.ROOT));
            Reply reply = scene.command(
                    "/api/agents",
                    Map.of(
                            "id",
                            id,
                            "name",
                            status.charAt(0) + status.substring(1).toLowerCase(Locale.ROOT),
                            "workspace_id",
                            scene.workspace(),
                            "status",
                            status));
            scene.tell("register " + id, reply.text("status"), "confidence " + reply.text("confidence_score"));
            scene.expect("registering " + id, CREATED, reply.status());
            scene.expect("status of " + id, status, reply.text("status"));
        }
    }
}
