package dev.writ.worker;

import dev.writ.schemas.Ids;
import dev.writ.schemas.event.ChatMessage;
import dev.writ.schemas.event.CompletionRequested;
import dev.writ.schemas.event.Trigger;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Completions as the topology asks for them. */
public final class TestCompletions {

    private TestCompletions() {}

    /** A builder with everything set, of an execution of its own, for the worker's default model. */
    public static CompletionRequested.Builder completion() {
        String requestId = UUID.randomUUID().toString();
        return CompletionRequested.newBuilder()
                .setExecutionId(Ids.executionOf(requestId))
                .setDecisionId(Ids.decisionOf(requestId))
                .setRequestId(requestId)
                .setAgentId("helper")
                .setAgentName("Helper")
                .setWorkspaceId("default")
                .setSessionId("session-1")
                .setUserId("user-1")
                .setAction("stream_chat")
                .setTriggeredBy(Trigger.CHAT)
                .setStartedAt(Instant.ofEpochMilli(1_700_000_000_000L))
                .setTemperature(0.5)
                .setMaxTokens(2000)
                .setMessages(List.of(message("system", "Be brief."), message("user", "What is an event?")));
    }

    /** A message. */
    public static ChatMessage message(String role, String content) {
        return ChatMessage.newBuilder().setRole(role).setContent(content).build();
    }

    /** A completion for a model. */
    public static CompletionRequested completion(String model) {
        return completion().setModel(model).build();
    }
}
