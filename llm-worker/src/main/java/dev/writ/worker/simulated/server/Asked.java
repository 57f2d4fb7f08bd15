package dev.writ.worker.simulated.server;

import dev.writ.schemas.event.ChatMessage;
import java.util.List;

/**
 * What a request asks for, whatever its dialect.
 *
 * @param messages the conversation, a system message first
 * @param mayCallTools whether tools were offered and may be called
 * @param maxTokens most tokens of the text, 1 or more
 * @param stream whether the answer is to come as a stream
 * @param includeUsage whether a stream is to end with the usage
 */
record Asked(
        String model,
        List<ChatMessage> messages,
        boolean mayCallTools,
        int maxTokens,
        boolean stream,
        boolean includeUsage) {

    /** The content of the last message; empty if there is none. */
    String prompt() {
        return messages.isEmpty() ? "" : messages.getLast().getContent();
    }

    static ChatMessage message(String role, String content) {
        return ChatMessage.newBuilder().setRole(role).setContent(content).build();
    }
}
