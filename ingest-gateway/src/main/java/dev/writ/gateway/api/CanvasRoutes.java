package dev.writ.gateway.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.gateway.http.Answer;
import dev.writ.gateway.http.Exchange;
import dev.writ.gateway.http.ProblemException;
import dev.writ.gateway.http.Problems;
import dev.writ.gateway.http.Route;
import dev.writ.gateway.request.CanvasRequests;
import dev.writ.gateway.request.FormRequests;
import dev.writ.gateway.request.Intake;
import dev.writ.gateway.request.IntakeReader;
import dev.writ.gateway.state.StateView;
import dev.writ.gateway.view.CanvasJson;
import dev.writ.gateway.view.DecisionJson;
import dev.writ.schemas.Ids;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.CanvasComponent;
import dev.writ.schemas.event.CanvasState;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Canvases: present, close, submit, and what users can see. */
final class CanvasRoutes {

    private static final int MOST_LISTED = 100;

    private final IntakeReader intakes;
    private final DecisionDesk desk;
    private final StateView state;

    CanvasRoutes(IntakeReader intakes, DecisionDesk desk, StateView state) {
        this.intakes = intakes;
        this.desk = desk;
        this.state = state;
    }

    List<Route> routes() {
        return List.of(
                Route.post("/api/canvas/present", this::present),
                Route.post("/api/canvas/close", this::close),
                Route.post("/api/canvas/submit", this::submit),
                Route.get("/api/canvas/status", this::status),
                Route.get("/api/canvases", this::list),
                Route.get("/api/canvases/{id}", this::get));
    }

    private Answer present(Exchange exchange) throws InterruptedException {
        Intake intake = intakes.read(exchange);
        return desk.act(intake, CanvasRequests.present(intake), (decision, _) -> shown(decision));
    }

    private Answer close(Exchange exchange) throws InterruptedException {
        Intake intake = intakes.read(exchange);
        return desk.act(intake, CanvasRequests.close(intake), (decision, _) -> shown(decision));
    }

    private Answer submit(Exchange exchange) throws InterruptedException {
        Intake intake = intakes.read(exchange);
        return desk.act(intake, FormRequests.submit(intake), (decision, _) -> submitted(decision));
    }

    private Answer status(Exchange exchange) {
        String userId = new Parameters(exchange, Set.of("user_id")).neededId("user_id");
        ObjectNode json = object().put("status", "active").put("user_id", userId);
        ArrayNode features = json.putArray("features");
        for (CanvasComponent component : CanvasComponent.values()) {
            features.add(DecisionJson.nameOf(component));
        }
        putNewest(json, Optional.of(userId));
        return Answer.ok(json);
    }

    private Answer list(Exchange exchange) {
        Optional<String> userId = new Parameters(exchange, Set.of("user_id")).id("user_id");
        ObjectNode json = object();
        putNewest(json, userId);
        return Answer.ok(json);
    }

    private void putNewest(ObjectNode json, Optional<String> userId) {
        ArrayNode canvases = json.putArray("canvases");
        state.openCanvases()
                .filter(canvas -> userId.map(canvas.getUserId()::equals).orElse(true))
                .sorted(Comparator.comparing(CanvasState::getUpdatedAt)
                        .reversed()
                        .thenComparing(CanvasState::getCanvasId))
                .limit(MOST_LISTED)
                .forEach(canvas -> canvases.add(CanvasJson.of(canvas)));
    }

    private Answer get(Exchange exchange) {
        new Parameters(exchange, Set.of());
        CanvasState canvas = state.openCanvas(Parameters.id(exchange))
                .orElseThrow(() -> new ProblemException(
                        Problems.notFound("canvas_unknown", "There is no such canvas, or it is closed.")));
        ObjectNode json = CanvasJson.of(canvas);
        json.set("data", CanvasJson.shown(canvas));
        return Answer.ok(json);
    }

    private static Answer shown(ActionDecided decision) {
        ObjectNode json = object().put("status", "success");
        decision.getCanvasId().ifPresent(id -> json.put("canvas_id", id));
        decision.getComponent()
                .ifPresent(component -> json.put("component_type", DecisionJson.typeOf(component))
                        .put("component_name", DecisionJson.nameOf(component)));
        return Answer.ok(withExecution(json, decision));
    }

    private static Answer submitted(ActionDecided decision) {
        ObjectNode json = object().put("status", "success")
                .put("submission_id", Ids.derive("submission", decision.getRequestId()))
                .put("message", "Form submitted successfully");
        decision.getCanvasId().ifPresent(id -> json.put("canvas_id", id));
        decision.getParentExecutionId().ifPresent(id -> json.put("parent_execution_id", id));
        return Answer.ok(withExecution(json, decision));
    }

    private static ObjectNode withExecution(ObjectNode json, ActionDecided decision) {
        json.put("agent_id", decision.getCheck().getAgentId())
                .put("agent_execution_id", Replies.executionOf(decision))
                .set("governance_check", DecisionJson.check(decision));
        return json;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
