package dev.writ.gateway.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.schemas.event.StreamEnded;
import dev.writ.schemas.event.ToolCall;
import dev.writ.schemas.event.ToolCallWithheld;
import java.util.List;
import java.util.Locale;

/** Tool calls that may go out, and those that were withheld, as the dialect can say them. */
final class ToolCalls {

    private ToolCalls() {}

    /** A call that may go out. */
    static ObjectNode call(ToolCall call) {
        ObjectNode json =
                JsonNodeFactory.instance.objectNode().put("id", call.getId()).put("type", "function");
        json.putObject("function").put("name", call.getName()).put("arguments", call.getArguments());
        return json;
    }

    /** What a person reads of a call that was withheld. */
    static String refusal(ToolCallWithheld withheld) {
        return "Tool call " + withheld.getName() + " was withheld: " + withheld.getReason();
    }

    /** Adds what a program reads of calls that were withheld to an extension object. */
    static void tell(List<ToolCallWithheld> withheld, ObjectNode extension) {
        var array = extension.putArray("withheld_tool_calls");
        withheld.forEach(each -> array.addObject()
                .put("name", each.getName())
                .put("call_id", each.getCallId())
                .put("reason", each.getReason())
                .put("decision_id", each.getDecisionId().orElse(null)));
    }

    /**
     * Why the model stopped, in the dialect's words.
     *
     * @param allowed how many tool calls went out
     * @param withheld how many were withheld
     */
    static String finishReason(StreamEnded end, int allowed, int withheld) {
        String reason = end.getFinishReason().orElse("stop").toLowerCase(Locale.ROOT);
        String said = switch (reason) {
            case "length", "max_tokens", "model_context_window_exceeded" -> "length";
            case "content_filter", "refusal" -> "content_filter";
            default -> "stop";
        };
        if (!said.equals("stop") || allowed + withheld == 0) {
            return said;
        }
        return allowed > 0 ? "tool_calls" : "content_filter";
    }
}
