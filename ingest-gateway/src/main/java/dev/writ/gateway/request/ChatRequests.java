package dev.writ.gateway.request;

import com.fasterxml.jackson.databind.JsonNode;
import dev.writ.gateway.http.ProblemException;
import dev.writ.gateway.json.Members;
import dev.writ.schemas.Ids;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.ChatMessage;
import dev.writ.schemas.event.ChatRequested;
import dev.writ.schemas.event.DisconnectRule;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;

/** Chat requests as events. */
public final class ChatRequests {

    private static final int LONGEST_TEXT = 262_144;
    private static final int LONGEST_NAME = 2_048;
    private static final int MOST_HISTORY = 1_000;
    private static final int MOST_TOOLS = 128;
    private static final int MOST_TOKENS = 1_000_000;
    private static final BigDecimal HOTTEST = BigDecimal.valueOf(2);
    private static final Set<String> ROLES = Set.of("system", "user", "assistant", "tool");

    private ChatRequests() {}

    /**
     * The event of {@code {message, user_id, session_id?, workspace_id?, agent_id?, current_page?, context?,
     * conversation_history?, model?, temperature?, max_tokens?, tools?, tool_choice?, parameters?, on_disconnect?}}. A missing
     * session starts one. Tools, their choice and parameters are of the OpenAI dialect, and handed through.
     *
     * @throws ProblemException 400 if a member is not as it must be
     */
    public static Requested<ChatRequested> read(Intake intake) {
        Members members = intake.body().members();
        String userId = members.neededId("user_id");
        String sessionId = members.id("session_id").orElseGet(() -> Ids.derive("session", intake.id()));
        ChatRequested.Builder event = ChatRequested.newBuilder()
                .setRequestId(intake.id())
                .setRequestHash(intake.body().hash())
                .setUserId(userId)
                .setSessionId(sessionId)
                .setMessage(members.neededText("message", LONGEST_TEXT))
                .setAgentId(members.id("agent_id").orElse(null))
                .setCurrentPage(members.text("current_page", LONGEST_NAME).orElse(null))
                .setContext(members.jsonTexts("context"))
                .setConversationHistory(members.list("conversation_history", MOST_HISTORY, ChatRequests::message))
                .setModel(members.text("model", LONGEST_NAME).orElse(null));
        members.id("workspace_id").ifPresent(event::setWorkspaceId);
        members.number("temperature", BigDecimal.ZERO, HOTTEST)
                .ifPresent(temperature -> event.setTemperature(temperature.doubleValue()));
        members.integer("max_tokens", 1, MOST_TOKENS).ifPresent(event::setMaxTokens);
        members.word("on_disconnect", DisconnectRule.class).ifPresent(event::setOnDisconnect);
        event.setTools(members.list("tools", MOST_TOOLS, ChatRequests::object));
        event.setToolChoice(members.value("tool_choice").map(JsonNode::toString).orElse(null));
        event.setParameters(members.jsonTexts("parameters"));
        members.end();
        return Requested.of(Topics.CHAT_REQUESTS, Optional.of(sessionId), userId, event.build());
    }

    private static String object(JsonNode value, String pointer) {
        if (!value.isObject()) {
            throw Members.invalid(pointer, "A JSON object is needed.");
        }
        return value.toString();
    }

    private static ChatMessage message(JsonNode value, String pointer) {
        Members members = new Members(value, pointer);
        String role = members.neededText("role", LONGEST_NAME);
        if (!ROLES.contains(role)) {
            throw members.wrong("role", "One of system, user, assistant, tool is needed.");
        }
        String content = members.text("content", LONGEST_TEXT).orElseThrow(() -> members.missing("content"));
        members.end();
        return ChatMessage.newBuilder().setRole(role).setContent(content).build();
    }
}
