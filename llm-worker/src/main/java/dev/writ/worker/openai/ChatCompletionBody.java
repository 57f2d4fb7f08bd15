package dev.writ.worker.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.schemas.event.ChatMessage;
import dev.writ.schemas.event.CompletionRequested;
import dev.writ.worker.http.Json;

/** Writes the body of POST /chat/completions (OpenAI API reference, "Create chat completion"). */
final class ChatCompletionBody {

    private ChatCompletionBody() {}

    /** The body as JSON; asks for a stream and for usage in its last chunk. */
    static String of(CompletionRequested request, String model) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        request.getParameters().forEach((name, value) -> body.set(name, Json.value(value)));
        body.put("model", model);
        ArrayNode messages = body.putArray("messages");
        request.getMessages().forEach(message -> write(message, messages.addObject()));
        if (!body.has("temperature")) {
            body.put("temperature", request.getTemperature());
        }
        if (!body.has("max_completion_tokens")) { // A newer name of the same: servers refuse both at once.
            body.put("max_tokens", request.getMaxTokens());
        }
        if (!request.getTools().isEmpty()) {
            ArrayNode tools = body.putArray("tools");
            request.getTools().forEach(tool -> tools.add(Json.value(tool)));
        }
        request.getToolChoice().ifPresent(choice -> body.set("tool_choice", Json.value(choice)));
        body.put("stream", true);
        body.putObject("stream_options").put("include_usage", true);
        return body.toString();
    }

    private static void write(ChatMessage message, ObjectNode to) {
        to.put("role", message.getRole());
        boolean onlyCalls =
                message.getContent().isEmpty() && !message.getToolCalls().isEmpty();
        to.put("content", onlyCalls ? null : message.getContent());
        message.getName().ifPresent(name -> to.put("name", name));
        message.getToolCallId().ifPresent(id -> to.put("tool_call_id", id));
        if (!message.getToolCalls().isEmpty()) {
            ArrayNode calls = to.putArray("tool_calls");
            message.getToolCalls()
                    .forEach(call -> calls.addObject()
                            .put("id", call.getId())
                            .put("type", "function")
                            .putObject("function")
                            .put("name", call.getName())
                            .put("arguments", call.getArguments()));
        }
    }
}
