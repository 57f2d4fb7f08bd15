package dev.writ.gateway.view;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.gateway.decision.ExecutionView;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.ExecutionEvent;
import dev.writ.schemas.event.ExecutionFinished;
import dev.writ.schemas.event.ExecutionStarted;
import dev.writ.schemas.event.RequestKind;
import dev.writ.schemas.event.Verdict;
import java.math.BigDecimal;
import java.time.Duration;

/** Executions as clients see them. */
public final class ExecutionJson {

    private static final int NANO_DECIMALS = 9;

    private ExecutionJson() {}

    /** What is known of an execution. */
    public static ObjectNode of(String id, ExecutionView view) {
        ObjectNode json = Json.object().put("execution_id", id).put("status", status(view));
        view.decision().ifPresent(decision -> envelope(json, decision));
        view.started().ifPresent(event -> {
            envelope(json, event);
            if (event.getBody() instanceof ExecutionStarted started) {
                json.put("action_type", started.getAction()).put("triggered_by", Json.lower(started.getTriggeredBy()));
                Json.put(json, "parent_execution_id", started.getParentExecutionId());
                Json.put(json, "input_summary", started.getInputSummary());
            }
            json.put("started_at", event.getOccurredAt().toString());
        });
        view.finished().ifPresent(event -> {
            envelope(json, event);
            if (event.getBody() instanceof ExecutionFinished finished) {
                end(json, event, finished);
            }
        });
        view.decision().ifPresent(decision -> {
            json.set("governance_check", DecisionJson.check(decision));
            if (!decision.getErrors().isEmpty()) {
                json.set("errors", DecisionJson.errors(decision.getErrors()));
            }
            if (decision.getKind() == RequestKind.CHAT && decision.getVerdict() != Verdict.BLOCKED) {
                json.put("stream_url", "/api/executions/" + id + "/stream");
            }
        });
        return json;
    }

    /** running, completed, failed, cancelled, blocked; or pending, as long as nothing was decided. */
    private static String status(ExecutionView view) {
        if (view.finished().isPresent() && view.finished().get().getBody() instanceof ExecutionFinished finished) {
            return Json.lower(finished.getStatus());
        }
        if (view.isPending()) {
            return "pending";
        }
        boolean blocked = view.decision()
                .filter(decision -> decision.getVerdict() == Verdict.BLOCKED)
                .isPresent();
        boolean refused = view.decision()
                .filter(decision -> !decision.getErrors().isEmpty())
                .isPresent();
        if (blocked) {
            return "blocked";
        }
        return refused ? "failed" : "running";
    }

    private static void envelope(ObjectNode json, ActionDecided decision) {
        json.put("request_id", decision.getRequestId())
                .put("decision_id", decision.getDecisionId())
                .put("agent_id", decision.getCheck().getAgentId())
                .put("workspace_id", decision.getWorkspaceId())
                .put("user_id", decision.getUserId());
        Json.put(json, "session_id", decision.getSessionId());
        Json.put(json, "canvas_id", decision.getCanvasId());
        Json.put(json, "parent_execution_id", decision.getParentExecutionId());
        json.put("action_type", decision.getCheck().getAction());
    }

    private static void envelope(ObjectNode json, ExecutionEvent event) {
        json.put("request_id", event.getRequestId())
                .put("decision_id", event.getDecisionId())
                .put("agent_id", event.getAgentId())
                .put("workspace_id", event.getWorkspaceId())
                .put("user_id", event.getUserId());
        Json.put(json, "session_id", event.getSessionId());
    }

    private static void end(ObjectNode json, ExecutionEvent event, ExecutionFinished finished) {
        json.put("action_type", finished.getAction()).put("triggered_by", Json.lower(finished.getTriggeredBy()));
        Json.put(json, "parent_execution_id", finished.getParentExecutionId());
        Json.put(json, "input_summary", finished.getInputSummary());
        Json.put(json, "output_summary", finished.getOutputSummary());
        json.put("started_at", finished.getStartedAt().toString())
                .put("completed_at", event.getOccurredAt().toString())
                .put("duration_seconds", seconds(Duration.between(finished.getStartedAt(), event.getOccurredAt())));
        Json.put(json, "error_code", finished.getErrorCode());
        Json.put(json, "error_message", finished.getErrorMessage());
        if (finished.getAttempt() > 0) {
            json.put("attempt", finished.getAttempt());
        }
        Json.put(json, "provider", finished.getProvider());
        Json.put(json, "model", finished.getModel());
        Json.put(json, "finish_reason", finished.getFinishReason());
        finished.getUsage()
                .ifPresent(usage -> json.putObject("usage")
                        .put("input_tokens", usage.getInputTokens())
                        .put("output_tokens", usage.getOutputTokens())
                        .put("source", Json.lower(usage.getSource())));
        finished.getTtftMs().ifPresent(millis -> json.put("ttft_ms", millis));
        Json.put(json, "text_sha256", finished.getTextSha256());
        finished.getLastSeq().ifPresent(seq -> json.put("last_seq", seq));
        Json.put(json, "stopped_by", finished.getStoppedBy());
        if (!finished.getWithheldTools().isEmpty()) {
            json.set("withheld_tools", Json.texts(finished.getWithheldTools()));
        }
    }

    private static BigDecimal seconds(Duration duration) {
        return BigDecimal.valueOf(duration.getSeconds())
                .add(BigDecimal.valueOf(duration.getNano(), NANO_DECIMALS))
                .stripTrailingZeros();
    }
}
