package dev.writ.gateway.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.gateway.http.Answer;
import dev.writ.gateway.http.Problem;
import dev.writ.gateway.request.Intake;
import dev.writ.gateway.view.DecisionJson;
import dev.writ.schemas.Ids;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.DeadLetterReason;
import dev.writ.schemas.event.DeadLettered;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Answers that all requests and commands share. */
public final class Replies {

    private Replies() {}

    /** 403 with the whole check result: the rule does not let the agent act. */
    public static Answer.Failure blocked(ActionDecided decision) {
        String detail = decision.getCheck().getReason();
        Problem problem = Problem.of(403, "blocked", "Blocked by governance", detail)
                .with("governance_check", DecisionJson.check(decision));
        return new Answer.Failure(withExecution(problem, decision));
    }

    /** 422: the rule lets the agent act, and what was asked cannot be carried out. */
    public static Answer.Failure notCarriedOut(ActionDecided decision) {
        Problem problem = Problem.of(
                        422,
                        "not_carried_out",
                        "Not carried out",
                        "The request was allowed but could not be carried out.")
                .with("errors", DecisionJson.errors(decision.getErrors()))
                .with("governance_check", DecisionJson.check(decision));
        return new Answer.Failure(withExecution(problem, decision));
    }

    /** 422: the idempotency key named another request before. */
    static Answer otherRequest() {
        return new Answer.Failure(Problem.of(
                422,
                "idempotency_key_reused",
                "Idempotency key reused",
                "The idempotency key was used for a request with another body."));
    }

    /** 404, 409 or 422: the request or command was refused or given up. */
    static Answer refused(DeadLettered letter) {
        String code = letter.getCode();
        boolean byState = letter.getReason() == DeadLetterReason.REFUSED;
        Problem problem;
        if (byState && code.equals("agent_unknown")) {
            problem = Problem.of(404, code, "Not found", letter.getMessage());
        } else if (byState && code.equals("agent_exists")) {
            problem = Problem.of(409, code, "Conflict", letter.getMessage());
        } else {
            problem = Problem.of(422, code, "Refused", letter.getMessage());
        }
        return new Answer.Failure(problem.with("reason", letter.getReason().name()));
    }

    /**
     * 202: asked for, and nothing more is known yet.
     *
     * @param location where more will be known
     * @param executionId the execution it will be; a check or command has none
     */
    static Answer accepted(Intake intake, String location, Optional<String> executionId) {
        ObjectNode body =
                JsonNodeFactory.instance.objectNode().put("status", "pending").put("request_id", intake.id());
        executionId.ifPresent(id -> body.put("execution_id", id));
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Location", location);
        if (intake.async()) {
            headers.put("Preference-Applied", "respond-async");
        }
        return new Answer.Json(202, body, headers);
    }

    /** The execution that a decision leads to. */
    public static String executionOf(ActionDecided decision) {
        return decision.getExecutionId().orElseGet(() -> Ids.executionOf(decision.getRequestId()));
    }

    private static Problem withExecution(Problem problem, ActionDecided decision) {
        return decision.getExecutionId()
                .map(id -> problem.with("execution_id", id))
                .orElse(problem)
                .with("request_id", decision.getRequestId());
    }
}
