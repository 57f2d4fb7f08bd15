package dev.writ.worker.openai;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.schemas.event.ChatMessage;
import dev.writ.schemas.event.CompletionRequested;

/** Writes the body of POST /chat/completions (OpenAI API reference, "Create chat completion"). */
final class ChatCompletionCall {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ChatCompletionCall() {}

    /** The body as JSON; asks for a stream and for usage in its last chunk. */
    static String body(CompletionRequested request, String model) {
        ObjectNode body = JSON.createObjectNode();
        body.put("model", model);
        ArrayNode messages = body.putArray("messages");
        for (ChatMessage message : request.getMessages()) {
            messages.addObject().put("role", message.getRole()).put("content", message.getContent());
        }
        body.put("temperature", request.getTemperature());
        body.put("max_tokens", request.getMaxTokens());
        body.put("stream", true);
        body.putObject("stream_options").put("include_usage", true);
        return body.toString();
    }
}
