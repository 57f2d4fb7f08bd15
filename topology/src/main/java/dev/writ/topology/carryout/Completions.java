package dev.writ.topology.carryout;

import dev.writ.schemas.Ids;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.AgentState;
import dev.writ.schemas.event.ChatMessage;
import dev.writ.schemas.event.ChatRequested;
import dev.writ.schemas.event.CompletionRequested;
import dev.writ.schemas.event.Maturity;
import dev.writ.topology.decide.Decided;
import dev.writ.topology.io.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The model call that an allowed chat asks for. */
final class Completions {

    private static final int HISTORY_MESSAGES = 10;

    private Completions() {}

    static Output of(Decided decided, Optional<AgentState> agent) {
        ActionDecided decision = decided.decision();
        ChatRequested chat = (ChatRequested) decided.request().body();
        Map<String, String> settings = agent.map(AgentState::getConfiguration).orElse(Map.of());
        String executionId = decision.getExecutionId().orElseThrow();
        CompletionRequested completion = CompletionRequested.newBuilder()
                .setExecutionId(executionId)
                .setDecisionId(decision.getDecisionId())
                .setRequestId(decision.getRequestId())
                .setAgentId(decided.agent().id())
                .setAgentName(decided.agent().name())
                .setWorkspaceId(decision.getWorkspaceId())
                .setSessionId(decision.getSessionId().orElseThrow())
                .setUserId(decision.getUserId())
                .setAction(decision.getCheck().getAction())
                .setTriggeredBy(Executions.trigger(decision.getKind()))
                .setStartedAt(decision.getDecidedAt())
                .setModel(chat.getModel().orElse(settings.get("model")))
                .setTemperature(chat.getTemperature())
                .setMaxTokens(chat.getMaxTokens())
                .setTools(chat.getTools())
                .setToolChoice(chat.getToolChoice().orElse(null))
                .setParameters(chat.getParameters())
                .setOnDisconnect(chat.getOnDisconnect())
                .setAgentVersion(decision.getCheck().getAgentVersion())
                .setRequiredStatus(requiredStatus(decision))
                .setMessages(messages(chat, Optional.ofNullable(settings.get("system_prompt"))))
                .setInputSummary(Executions.inputSummary(decided))
                .build();
        return new Output(Topics.COMPLETIONS, executionId, completion, Ids.derive("completion", executionId));
    }

    /** Null where a flag lets it pass: what did not rest on the agent's maturity does not end with it. */
    private static @Nullable Maturity requiredStatus(ActionDecided decision) {
        return switch (decision.getCheck().getMode()) {
            case ENFORCED, DEGRADED -> decision.getCheck().getRequiredStatus();
            case FLAG_OFF, BYPASS -> null;
        };
    }

    private static List<ChatMessage> messages(ChatRequested chat, Optional<String> systemPrompt) {
        List<ChatMessage> messages = new ArrayList<>();
        systemPrompt.ifPresent(prompt -> messages.add(message("system", prompt)));
        Map<String, String> facts = new TreeMap<>(chat.getContext());
        chat.getCurrentPage().ifPresent(page -> facts.put("current_page", page));
        if (!facts.isEmpty()) {
            messages.add(message("system", "Facts from the user's application: " + facts));
        }
        if (!chat.getMessages().isEmpty()) {
            messages.addAll(chat.getMessages());
            return messages;
        }
        List<ChatMessage> history = chat.getConversationHistory();
        messages.addAll(history.subList(Math.max(0, history.size() - HISTORY_MESSAGES), history.size()));
        messages.add(message("user", chat.getMessage()));
        return messages;
    }

    private static ChatMessage message(String role, String content) {
        return ChatMessage.newBuilder().setRole(role).setContent(content).build();
    }
}
