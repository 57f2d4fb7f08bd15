package dev.writ.topology.carryout;

import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.CanvasRequested;
import dev.writ.schemas.event.ChatRequested;
import dev.writ.schemas.event.ExecutionEvent;
import dev.writ.schemas.event.ExecutionFinished;
import dev.writ.schemas.event.ExecutionStarted;
import dev.writ.schemas.event.ExecutionStatus;
import dev.writ.schemas.event.FormSubmitted;
import dev.writ.schemas.event.RequestKind;
import dev.writ.schemas.event.Trigger;
import dev.writ.topology.decide.Decided;
import java.util.stream.Collectors;

/** The execution events that a decision gives rise to. Summaries count what was sent and never repeat it. */
final class Executions {

    private Executions() {}

    static ExecutionEvent started(Decided decided, String executionId) {
        return event(
                decided,
                executionId,
                ExecutionStarted.newBuilder()
                        .setAction(decided.decision().getCheck().getAction())
                        .setTriggeredBy(trigger(decided.decision().getKind()))
                        .setParentExecutionId(
                                decided.decision().getParentExecutionId().orElse(null))
                        .setInputSummary(inputSummary(decided))
                        .build());
    }

    static ExecutionEvent blocked(Decided decided, String executionId) {
        return event(
                decided,
                executionId,
                end(decided, ExecutionStatus.BLOCKED)
                        .setErrorCode("blocked")
                        .setErrorMessage(decided.decision().getCheck().getReason())
                        .build());
    }

    /** The end of what takes no time: done, or refused because of what the request holds. */
    static ExecutionEvent finished(Decided decided, String executionId) {
        ActionDecided decision = decided.decision();
        if (decision.getErrors().isEmpty()) {
            return event(
                    decided,
                    executionId,
                    end(decided, ExecutionStatus.COMPLETED)
                            .setOutputSummary(outputSummary(decided))
                            .build());
        }
        boolean canvas =
                decision.getErrors().stream().anyMatch(error -> error.getField().equals("canvas_id"));
        String message = decision.getErrors().stream()
                .map(error -> error.getField() + " " + error.getMessage())
                .collect(Collectors.joining("; "));
        return event(
                decided,
                executionId,
                end(decided, ExecutionStatus.FAILED)
                        .setErrorCode(canvas ? "canvas_unknown" : "form_invalid")
                        .setErrorMessage(message)
                        .build());
    }

    static Trigger trigger(RequestKind kind) {
        return switch (kind) {
            case CHAT -> Trigger.CHAT;
            case CANVAS -> Trigger.CANVAS;
            case FORM -> Trigger.FORM_SUBMISSION;
            case CHECK -> throw new IllegalStateException("a check runs nothing");
        };
    }

    static String inputSummary(Decided decided) {
        return switch (decided.request().body()) {
            case ChatRequested chat -> inputSummary(chat);
            case CanvasRequested canvas ->
                decided.decision().getCanvasAction().orElseThrow() + " "
                        + decided.decision().getComponent().map(Enum::name).orElse("unknown canvas");
            case FormSubmitted form -> "form with " + form.getFormData().size() + " values";
            default -> throw new IllegalStateException("a check runs nothing");
        };
    }

    private static String inputSummary(ChatRequested chat) {
        if (chat.getMessages().isEmpty()) {
            return "chat message of " + characters(chat.getMessage()) + " characters";
        }
        long all = chat.getMessages().stream()
                .mapToLong(message -> characters(message.getContent()))
                .sum();
        return "chat of " + chat.getMessages().size() + " messages with " + all + " characters";
    }

    private static long characters(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String outputSummary(Decided decided) {
        return "canvas " + decided.decision().getCanvasId().orElseThrow();
    }

    private static ExecutionFinished.Builder end(Decided decided, ExecutionStatus status) {
        return ExecutionFinished.newBuilder()
                .setAction(decided.decision().getCheck().getAction())
                .setTriggeredBy(trigger(decided.decision().getKind()))
                .setParentExecutionId(decided.decision().getParentExecutionId().orElse(null))
                .setStatus(status)
                .setStartedAt(decided.decision().getDecidedAt())
                .setInputSummary(inputSummary(decided));
    }

    private static ExecutionEvent event(Decided decided, String executionId, Object body) {
        ActionDecided decision = decided.decision();
        return ExecutionEvent.newBuilder()
                .setExecutionId(executionId)
                .setDecisionId(decision.getDecisionId())
                .setRequestId(decision.getRequestId())
                .setAgentId(decision.getCheck().getAgentId())
                .setWorkspaceId(decision.getWorkspaceId())
                .setSessionId(decision.getSessionId().orElse(null))
                .setUserId(decision.getUserId())
                .setOccurredAt(decision.getDecidedAt())
                .setBody(body)
                .build();
    }
}
