package dev.writ.sink.rows;

import dev.writ.schemas.event.ExecutionEvent;
import dev.writ.schemas.event.ExecutionFinished;
import dev.writ.schemas.event.ExecutionStarted;
import dev.writ.schemas.event.ExecutionStatus;
import dev.writ.schemas.event.Trigger;
import java.math.BigDecimal;
import java.time.Duration;

/** The start or the end of an execution as the row of agent_executions that it gives alone. */
final class ExecutionRow {

    private static final int NANO_DECIMALS = 9;

    private ExecutionRow() {}

    static Row of(String eventId, ExecutionEvent event) {
        return switch (event.getBody()) {
            case ExecutionStarted started ->
                start(columns(Table.EXECUTION_STARTS, event), event, started)
                        .text("started_event_id", eventId)
                        .toRow();
            case ExecutionFinished finished ->
                end(columns(Table.EXECUTION_ENDS, event), event, finished)
                        .text("finished_event_id", eventId)
                        .toRow();
            default ->
                throw new IllegalArgumentException("an execution neither starts nor ends by a "
                        + event.getBody().getClass().getSimpleName());
        };
    }

    /** What its start and its end both say. */
    private static Columns columns(Table table, ExecutionEvent event) {
        return new Columns(table)
                .text("id", event.getExecutionId())
                .text("agent_id", event.getAgentId())
                .text("workspace_id", event.getWorkspaceId())
                .text("decision_id", event.getDecisionId())
                .text("request_id", event.getRequestId())
                .text("session_id", event.getSessionId())
                .text("user_id", event.getUserId());
    }

    private static Columns start(Columns columns, ExecutionEvent event, ExecutionStarted started) {
        return columns.text("action_type", started.getAction())
                .text("status", "running")
                .lowerWord("triggered_by", started.getTriggeredBy())
                .text("parent_execution_id", started.getParentExecutionId())
                .text("input_summary", started.getInputSummary())
                .time("started_at", event.getOccurredAt())
                .json("metadata", metadata(started.getTriggeredBy()).toString());
    }

    private static Columns end(Columns columns, ExecutionEvent event, ExecutionFinished finished) {
        return columns.text("action_type", finished.getAction())
                .lowerWord("status", finished.getStatus())
                .lowerWord("triggered_by", finished.getTriggeredBy())
                .text("parent_execution_id", finished.getParentExecutionId())
                .text("input_summary", finished.getInputSummary())
                .text("output_summary", finished.getOutputSummary())
                .text("result_summary", finished.getOutputSummary().or(finished::getErrorMessage))
                .text("error_code", finished.getErrorCode())
                .text("error_message", finished.getErrorMessage())
                .time("started_at", finished.getStartedAt())
                .time("completed_at", event.getOccurredAt())
                .number("duration_seconds", seconds(Duration.between(finished.getStartedAt(), event.getOccurredAt())))
                .json("metadata", metadata(finished));
    }

    private static String metadata(ExecutionFinished finished) {
        JsonText metadata = metadata(finished.getTriggeredBy())
                .text("provider", finished.getProvider())
                .text("model", finished.getModel())
                .text("finish_reason", finished.getFinishReason())
                .text("text_sha256", finished.getTextSha256())
                .text("stopped_by", finished.getStoppedBy());
        if (finished.getStatus() == ExecutionStatus.CANCELLED) {
            metadata.text("stop_cause", finished.getErrorCode());
        }
        if (!finished.getWithheldTools().isEmpty()) {
            metadata.json(
                    "withheld_tools",
                    StorableJson.ofTexts(finished.getWithheldTools()).toString());
        }
        finished.getLastSeq().ifPresent(seq -> metadata.number("last_seq", seq));
        if (finished.getAttempt() > 0) {
            metadata.number("attempt", finished.getAttempt());
        }
        finished.getTtftMs().ifPresent(millis -> metadata.number("ttft_ms", millis));
        finished.getUsage()
                .ifPresent(usage -> metadata.json(
                        "usage",
                        new JsonText()
                                .number("input_tokens", usage.getInputTokens())
                                .number("output_tokens", usage.getOutputTokens())
                                .lowerWord("source", usage.getSource())
                                .toString()));
        return metadata.toString();
    }

    private static JsonText metadata(Trigger trigger) {
        return new JsonText().flag("streaming", trigger == Trigger.CHAT || trigger == Trigger.LLM_STREAM);
    }

    /** Below 0 if the clock of the end is behind that of the start: the trail says what its events say. */
    private static BigDecimal seconds(Duration duration) {
        return BigDecimal.valueOf(duration.getSeconds())
                .add(BigDecimal.valueOf(duration.getNano(), NANO_DECIMALS))
                .stripTrailingZeros();
    }
}
