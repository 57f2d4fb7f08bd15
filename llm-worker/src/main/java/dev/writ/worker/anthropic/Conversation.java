package dev.writ.worker.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.schemas.event.ChatMessage;
import dev.writ.schemas.event.ToolCall;
import dev.writ.worker.http.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a conversation as Anthropic has it: two roles, tool calls and their answers as blocks. */
final class Conversation {

    private Conversation() {}

    /** Whether messages of a role belong into the system text. */
    static boolean isSystem(String role) {
        return role.equals("system") || role.equals("developer");
    }

    /** Answers to tools that follow each other become one message, as the API wants them. */
    static void write(List<ChatMessage> messages, ArrayNode to) {
        @Nullable ArrayNode results = null;
        for (ChatMessage message : messages) {
            if (message.getRole().equals("tool")) {
                if (results == null) {
                    results = to.addObject().put("role", "user").putArray("content");
                }
                results.addObject()
                        .put("type", "tool_result")
                        .put("tool_use_id", message.getToolCallId().orElse(""))
                        .put("content", message.getContent());
            } else if (!isSystem(message.getRole())) {
                results = null;
                writeMessage(message, to.addObject());
            }
        }
    }

    private static void writeMessage(ChatMessage message, ObjectNode to) {
        to.put("role", message.getRole());
        if (message.getToolCalls().isEmpty()) {
            to.put("content", message.getContent());
            return;
        }
        ArrayNode blocks = to.putArray("content");
        if (!message.getContent().isEmpty()) {
            blocks.addObject().put("type", "text").put("text", message.getContent());
        }
        for (ToolCall call : message.getToolCalls()) {
            blocks.addObject()
                    .put("type", "tool_use")
                    .put("id", call.getId())
                    .put("name", call.getName())
                    .set("input", input(call.getArguments()));
        }
    }

    /** The API takes objects only; what a model failed to write as one is shown to it as it was. */
    private static JsonNode input(String arguments) {
        try {
            JsonNode input = Json.value(arguments);
            if (input.isObject()) {
                return input;
            }
        } catch (IllegalArgumentException _) {
            return JsonNodeFactory.instance.objectNode().put("arguments", arguments);
        }
        return JsonNodeFactory.instance.objectNode().put("arguments", arguments);
    }
}
