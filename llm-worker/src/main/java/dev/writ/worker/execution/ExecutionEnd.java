package dev.writ.worker.execution;

import dev.writ.schemas.CloudEvent;
import dev.writ.schemas.Ids;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.CompletionRequested;
import dev.writ.schemas.event.ExecutionEvent;
import dev.writ.schemas.event.ExecutionFinished;
import dev.writ.schemas.event.ExecutionStatus;
import dev.writ.schemas.event.StreamEnd;
import dev.writ.schemas.event.StreamEnded;
import dev.writ.worker.meter.ExecutionMeters;
import dev.writ.worker.publish.Durable;
import dev.writ.worker.publish.EventPublisher;
import dev.writ.worker.stream.Completion;
import dev.writ.worker.stream.EndedAttempt;
import java.util.List;

/**
 * Publishes the end of an execution; it follows from the attempt's end alone, so a repetition is the same event. The audit keeps
 * it for ever, so nothing of it may be what the prompt, the model or the provider says.
 */
final class ExecutionEnd {

    private static final String SOURCE = "/writ/worker";
    private static final String UNNAMEABLE = "unnameable";

    private final EventPublisher publisher;
    private final ExecutionMeters meters;

    ExecutionEnd(EventPublisher publisher, ExecutionMeters meters) {
        this.publisher = publisher;
        this.meters = meters;
    }

    /** Returns when the end is durable. */
    void publish(Completion completion, EndedAttempt attempt) throws InterruptedException {
        ExecutionEvent event = event(completion.request(), attempt);
        String id = Ids.derive("execution-finished", completion.executionId(), attempt.attempt());
        Durable.await(publisher.publish(
                Topics.EXECUTIONS,
                completion.key(),
                event,
                CloudEvent.of(id, SOURCE, event, attempt.endedAt(), completion.traceparent()),
                completion.timestamp()));
        meters.ended(statusOf(attempt.ended().getStatus()));
    }

    private static ExecutionEvent event(CompletionRequested request, EndedAttempt attempt) {
        StreamEnded ended = attempt.ended();
        ExecutionFinished finished = ExecutionFinished.newBuilder()
                .setAction(request.getAction())
                .setTriggeredBy(request.getTriggeredBy())
                .setStatus(statusOf(ended.getStatus()))
                .setStartedAt(request.getStartedAt())
                .setInputSummary(request.getInputSummary().orElse(null))
                .setOutputSummary(ended.getUsage()
                        .map(usage -> usage.getOutputTokens() + " tokens")
                        .orElse(null))
                .setErrorCode(ended.getErrorCode().orElse(null))
                .setErrorMessage(ended.getErrorMessage().orElse(null))
                .setAttempt(attempt.attempt())
                .setProvider(ended.getProvider().orElse(null))
                .setModel(ended.getModel().orElse(null))
                .setFinishReason(ended.getFinishReason().orElse(null))
                .setUsage(ended.getUsage().orElse(null))
                .setTtftMs(ended.getTtftMs().orElse(null))
                .setTextSha256(ended.getTextSha256())
                .setLastSeq(ended.getLastSeq())
                .setStoppedBy(ended.getStoppedBy().orElse(null))
                .setWithheldTools(withheldTools(attempt))
                .build();
        return ExecutionEvent.newBuilder()
                .setExecutionId(request.getExecutionId())
                .setDecisionId(request.getDecisionId())
                .setRequestId(request.getRequestId())
                .setAgentId(request.getAgentId())
                .setWorkspaceId(request.getWorkspaceId())
                .setSessionId(request.getSessionId())
                .setUserId(request.getUserId())
                .setOccurredAt(attempt.endedAt())
                .setBody(finished)
                .build();
    }

    /** A model may put words into a name; one that is no id stands for itself in the stream only. */
    private static List<String> withheldTools(EndedAttempt attempt) {
        return attempt.answer().withheldTools().stream()
                .map(name -> Ids.isValid(name) ? name : UNNAMEABLE)
                .distinct()
                .toList();
    }

    private static ExecutionStatus statusOf(StreamEnd end) {
        return switch (end) {
            case COMPLETED -> ExecutionStatus.COMPLETED;
            case CANCELLED -> ExecutionStatus.CANCELLED;
            case FAILED, TIMED_OUT -> ExecutionStatus.FAILED;
            case SUPERSEDED -> throw new IllegalArgumentException("a superseded attempt ends no execution");
        };
    }
}
