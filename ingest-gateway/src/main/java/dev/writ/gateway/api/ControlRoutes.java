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

/** The governance flags. Whoever opens the emergency bypass leaves a name, a reason and an end. */
final class ControlRoutes {

    private static final String BYPASS = "EMERGENCY_GOVERNANCE_BYPASS";
    private static final List<String> FLAGS =
            List.of("STREAMING_GOVERNANCE_ENABLED", "CANVAS_GOVERNANCE_ENABLED", "FORM_GOVERNANCE_ENABLED", BYPASS);
    private static final int LONGEST_TEXT = 1_024;

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

    /** Every flag with its latest setting; in_force is false once that has expired, and the default holds again. */
    private Answer list(Exchange exchange) {
        new Parameters(exchange, Set.of());
        Instant now = desk.now();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode array = json.putArray("controls");
        for (String flag : FLAGS) {
            Optional<ControlState> setting = state.control(flag);
            boolean inForce = setting.map(
                            control -> control.getExpiresAt().map(now::isBefore).orElse(true))
                    .orElse(false);
            ObjectNode entry = setting.map(DecisionJson::control)
                    .orElseGet(() -> JsonNodeFactory.instance.objectNode().put("flag", flag));
            entry.put("value", inForce ? setting.orElseThrow().getValue() : !flag.equals(BYPASS));
            array.add(entry.put("in_force", inForce));
        }
        return Answer.ok(json);
    }

    private Answer put(Exchange exchange) throws InterruptedException {
        String flag = exchange.pathParameter("flag");
        if (!FLAGS.contains(flag)) {
            throw new ProblemException(
                    Problems.notFound("flag_unknown", "The flags are " + String.join(", ", FLAGS) + "."));
        }
        Intake intake = intakes.read(exchange);
        ControlState control = read(intake, flag);
        desk.write(intake, Topics.CONTROLS, flag, control);
        return Answer.ok(DecisionJson.control(control));
    }

    private ControlState read(Intake intake, String flag) {
        Members members = intake.body().members();
        Instant now = desk.now();
        boolean value = members.flag("value").orElseThrow(() -> members.missing("value"));
        boolean bypasses = value && flag.equals(BYPASS);
        String actor = bypasses
                ? members.neededText("actor", LONGEST_TEXT)
                : members.text("actor", LONGEST_TEXT).orElse(intake.principal().name());
        String reason = bypasses
                ? members.neededText("reason", LONGEST_TEXT)
                : members.text("reason", LONGEST_TEXT).orElse("");
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
                .build();
    }
}
