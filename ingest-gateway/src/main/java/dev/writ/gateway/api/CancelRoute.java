package dev.writ.gateway.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.gateway.decision.ExecutionView;
import dev.writ.gateway.http.Answer;
import dev.writ.gateway.http.Exchange;
import dev.writ.gateway.http.Problem;
import dev.writ.gateway.http.ProblemException;
import dev.writ.gateway.http.Route;
import dev.writ.gateway.json.Members;
import dev.writ.gateway.publish.Publisher;
import dev.writ.gateway.request.Intake;
import dev.writ.gateway.request.IntakeReader;
import dev.writ.gateway.view.ExecutionJson;
import dev.writ.schemas.CloudEvent;
import dev.writ.schemas.Ids;
import dev.writ.schemas.ObservedPositions;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.ExecutionControl;
import dev.writ.schemas.event.ExecutionControlKind;
import dev.writ.schemas.event.ExecutionStarted;
import dev.writ.schemas.event.RequestKind;
import dev.writ.schemas.event.Trigger;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Asks for the end of a model call. However often a client asks, it is one event, as its id follows from the execution. */
final class CancelRoute {

    private static final String CODE = "cancelled_by_client";
    private static final int LONGEST_REASON = 1_024;
    private static final Set<Trigger> CALLING_A_MODEL = EnumSet.of(Trigger.CHAT, Trigger.LLM_STREAM);
    private static final Set<String> UNDER_WAY = Set.of("pending", "running");

    private final IntakeReader intakes;
    private final Archive archive;
    private final Publisher publisher;
    private final Clock clock;

    CancelRoute(IntakeReader intakes, Archive archive, Publisher publisher, Clock clock) {
        this.intakes = intakes;
        this.archive = archive;
        this.publisher = publisher;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(Route.post("/api/executions/{id}/cancel", this::cancel));
    }

    /** {@code {reason?}}: 202 if the end was asked for, 200 if it had come before. */
    private Answer cancel(Exchange exchange) throws InterruptedException {
        String id = Parameters.id(exchange);
        Intake intake = intakes.readOptional(exchange);
        Members members = intake.body().members();
        String reason = members.text("reason", LONGEST_REASON).orElse("");
        members.end();
        ExecutionView view = archive.execution(id);
        refuseWithoutModel(view);
        String status = ExecutionJson.of(id, view).path("status").asText();
        boolean underWay = UNDER_WAY.contains(status);
        if (underWay) {
            publish(id, intake, reason);
        }
        ObjectNode json =
                JsonNodeFactory.instance.objectNode().put("execution_id", id).put("status", status);
        return new Answer.Json(underWay ? 202 : 200, json, Map.of("Content-Location", "/api/executions/" + id));
    }

    private void publish(String id, Intake intake, String reason) throws InterruptedException {
        ExecutionControl control = ExecutionControl.newBuilder()
                .setExecutionId(id)
                .setKind(ExecutionControlKind.CANCEL)
                .setActor(intake.principal().name())
                .setCode(CODE)
                .setReason(reason)
                .setRequestedAt(Instant.ofEpochMilli(clock.millis()))
                .build();
        CloudEvent event = CloudEvent.of(
                Ids.derive("cancel", id), Publisher.SOURCE, control, clock.instant(), intake.traceparent());
        publisher.publish(Topics.EXECUTION_CONTROLS, id, control, event, ObservedPositions.NONE);
    }

    /** 409: what calls no model has ended as soon as it is decided. */
    private static void refuseWithoutModel(ExecutionView view) {
        boolean other = view.decision()
                .map(decision -> decision.getKind() != RequestKind.CHAT)
                .or(() -> view.started()
                        .map(event -> event.getBody() instanceof ExecutionStarted started
                                && !CALLING_A_MODEL.contains(started.getTriggeredBy())))
                .orElse(false);
        if (other) {
            throw new ProblemException(Problem.of(
                    409,
                    "not_cancellable",
                    "Conflict",
                    "The execution calls no model, so there is nothing to cancel."));
        }
    }
}
