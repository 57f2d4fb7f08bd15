package dev.writ.gateway.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.gateway.http.Answer;
import dev.writ.gateway.http.Exchange;
import dev.writ.gateway.http.ProblemException;
import dev.writ.gateway.http.Problems;
import dev.writ.gateway.http.Route;
import dev.writ.gateway.json.Members;
import dev.writ.gateway.request.Intake;
import dev.writ.gateway.request.IntakeReader;
import dev.writ.gateway.state.StateView;
import dev.writ.gateway.view.DecisionJson;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.ControlState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The governance flags. Whoever opens the emergency bypass leaves a name, a reason and an end; whoever stops a workspace, or lets
 * it go on, a name and a reason.
 */
final class ControlRoutes {

    private static final String BYPASS = "EMERGENCY_GOVERNANCE_BYPASS";
    private static final List<String> FLAGS =
            List.of("STREAMING_GOVERNANCE_ENABLED", "CANVAS_GOVERNANCE_ENABLED", "FORM_GOVERNANCE_ENABLED", BYPASS);

    /** Set for one workspace at a time. */
    private static final String STOP = "EMERGENCY_STOP";

    // What the rules take; a longer one would be written here and refused there.
    private static final int LONGEST_ACTOR = 128;
    private static final int LONGEST_REASON = 1_000;

    private final IntakeReader intakes;
    private final StateDesk desk;
    private final StateView state;

    ControlRoutes(IntakeReader intakes, StateDesk desk, StateView state) {
        this.intakes = intakes;
        this.desk = desk;
        this.state = state;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/api/governance/controls", this::list),
                Route.put("/api/governance/controls/{flag}", this::put));
    }

    /**
     * Every flag with its latest setting; in_force is false once that has expired, and the default holds again. Then the
     * workspaces that are stopped.
     */
    private Answer list(Exchange exchange) {
        new Parameters(exchange, Set.of());
        Instant now = desk.now();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode array = json.putArray("controls");
        for (String flag : FLAGS) {
            Optional<ControlState> setting = state.control(flag);
            boolean inForce = setting.filter(control -> holds(control, now)).isPresent();
            ObjectNode entry = setting.map(DecisionJson::control)
                    .orElseGet(() -> JsonNodeFactory.instance.objectNode().put("flag", flag));
            entry.put("value", inForce ? setting.orElseThrow().getValue() : !flag.equals(BYPASS));
            array.add(entry.put("in_force", inForce));
        }
        state.controlsByWorkspace(STOP)
                .filter(stop -> stop.getValue() && holds(stop, now))
                .forEach(stop -> array.add(DecisionJson.control(stop).put("in_force", true)));
        return Answer.ok(json);
    }

    private static boolean holds(ControlState control, Instant now) {
        return control.getExpiresAt().map(now::isBefore).orElse(true);
    }

    private Answer put(Exchange exchange) throws InterruptedException {
        String flag = exchange.pathParameter("flag");
        if (!FLAGS.contains(flag) && !flag.equals(STOP)) {
            throw new ProblemException(
                    Problems.notFound("flag_unknown", "The flags are " + String.join(", ", FLAGS) + ", " + STOP + "."));
        }
        Intake intake = intakes.read(exchange);
        ControlState control = read(intake, flag);
        String key = control.getWorkspaceId()
                .map(workspace -> flag + ":" + workspace)
                .orElse(flag);
        desk.write(intake, Topics.CONTROLS, key, control);
        return Answer.ok(DecisionJson.control(control));
    }

    private ControlState read(Intake intake, String flag) {
        Members members = intake.body().members();
        Instant now = desk.now();
        boolean value = members.flag("value").orElseThrow(() -> members.missing("value"));
        boolean bypasses = value && flag.equals(BYPASS);
        boolean stop = flag.equals(STOP);
        String workspace = stop ? members.neededId("workspace_id") : null;
        boolean signed = bypasses || stop;
        String actor = signed || members.value("actor").isPresent()
                ? members.neededText("actor", LONGEST_ACTOR)
                : intake.principal().name();
        String reason = signed
                ? members.neededText("reason", LONGEST_REASON)
                : members.text("reason", LONGEST_REASON).orElse("");
        Optional<Instant> expiresAt = members.time("expires_at");
        if (bypasses && expiresAt.isEmpty()) {
            throw members.missing("expires_at");
        }
        if (expiresAt.isPresent() && !expiresAt.get().isAfter(now)) {
            throw members.wrong("expires_at", "A time in the future is needed.");
        }
        members.end();
        return ControlState.newBuilder()
                .setFlag(flag)
                .setValue(value)
                .setActor(actor)
                .setReason(reason)
                .setExpiresAt(expiresAt.orElse(null))
                .setChangedAt(now)
                .setWorkspaceId(workspace)
                .build();
    }
}
