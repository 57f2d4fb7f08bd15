package dev.writ.gateway.tokens;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.schemas.event.ExecutionEvent;
import dev.writ.schemas.event.ExecutionFinished;
import dev.writ.schemas.event.ExecutionStatus;
import dev.writ.schemas.event.StreamEnded;
import dev.writ.schemas.event.StreamStarted;
import dev.writ.schemas.event.ToolCall;
import dev.writ.schemas.event.ToolCallWithheld;
import java.util.Locale;

/** The push messages of one stream as JSON. */
final class StreamMessages {

    static final String START = "streaming:start";
    static final String UPDATE = "streaming:update";
    static final String TOOL_CALL = "streaming:tool_call";
    static final String TOOL_CALL_WITHHELD = "streaming:tool_call_withheld";
    static final String RESET = "streaming:reset";
    static final String COMPLETE = "streaming:complete";
    static final String ERROR = "streaming:error";

    private static final String TOKENS_EXPIRED = "tokens_expired";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final String executionId;

    StreamMessages(String executionId) {
        this.executionId = executionId;
    }

    /** What was told before no longer holds; from here on comes the stream of this attempt, or its text. */
    String reset(int attempt, String reason) {
        return NODES.objectNode()
                .put("id", executionId)
                .put("attempt", attempt)
                .put("reason", reason)
                .toString();
    }

    String start(int attempt, long seq, StreamStarted started) {
        return message(attempt, seq)
                .put("model", started.getModel())
                .put("provider", started.getProvider())
                .put("agent_id", started.getAgentId())
                .put("agent_name", started.getAgentName())
                .toString();
    }

    String update(int attempt, long seq, String delta, String model, long tokens) {
        ObjectNode json = message(attempt, seq).put("delta", delta).put("complete", false);
        json.putObject("metadata").put("model", model).put("tokens_so_far", tokens);
        return json.toString();
    }

    String toolCall(int attempt, long seq, int index, ToolCall call) {
        ObjectNode json = message(attempt, seq).put("index", index);
        json.putObject("tool_call")
                .put("id", call.getId())
                .put("name", call.getName())
                .put("arguments", call.getArguments());
        return json.toString();
    }

    String withheld(int attempt, long seq, ToolCallWithheld withheld) {
        ObjectNode json = message(attempt, seq)
                .put("index", withheld.getIndex())
                .put("name", withheld.getName())
                .put("call_id", withheld.getCallId())
                .put("reason", withheld.getReason());
        withheld.getDecisionId().ifPresent(id -> json.put("decision_id", id));
        return json.toString();
    }

    String complete(int attempt, long seq, StreamEnded end, String text) {
        ObjectNode json = message(attempt, seq).put("content", text).put("complete", true);
        end.getFinishReason().ifPresent(reason -> json.put("finish_reason", reason));
        end.getUsage()
                .ifPresent(usage -> json.putObject("usage")
                        .put("input_tokens", usage.getInputTokens())
                        .put("output_tokens", usage.getOutputTokens())
                        .put("source", usage.getSource().name().toLowerCase(Locale.ROOT)));
        return json.toString();
    }

    /** An end that is none of the model's own: cancelled, failed or timed out. */
    String error(int attempt, long seq, StreamEnded end) {
        String status = lower(end.getStatus());
        ObjectNode json = message(attempt, seq)
                .put("error", end.getErrorCode().orElse(status))
                .put("status", status)
                .put("last_seq", end.getLastSeq());
        EndSentence.of(end).ifPresent(message -> json.put("message", message));
        end.getStoppedBy().ifPresent(who -> json.put("stopped_by", who));
        return json.toString();
    }

    /** The end of an execution that told no end in its stream. */
    String endWithoutTokens(ExecutionEvent event) {
        ObjectNode json = NODES.objectNode().put("id", executionId);
        if (event.getBody() instanceof ExecutionFinished finished) {
            String status = lower(finished.getStatus());
            boolean gone = finished.getStatus() == ExecutionStatus.COMPLETED;
            json.put("error", finished.getErrorCode().orElse(gone ? TOKENS_EXPIRED : status));
            json.put("status", status);
            finished.getErrorMessage().ifPresent(message -> json.put("message", message));
            finished.getStoppedBy().ifPresent(who -> json.put("stopped_by", who));
            finished.getLastSeq().ifPresent(last -> json.put("last_seq", last));
        }
        return json.toString();
    }

    private ObjectNode message(int attempt, long seq) {
        return NODES.objectNode().put("id", executionId).put("attempt", attempt).put("seq", seq);
    }

    private static String lower(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }
}
