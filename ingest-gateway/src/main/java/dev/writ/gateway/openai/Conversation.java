package dev.writ.gateway.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.writ.gateway.http.ProblemException;
import dev.writ.gateway.json.Members;
import dev.writ.schemas.event.ChatMessage;
import dev.writ.schemas.event.ToolCall;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Messages of the dialect. Members that say nothing to a model are passed over, as clients send whole answers back. */
final class Conversation {

    private static final int MOST_MESSAGES = 1_000;
    private static final int MOST_PARTS = 1_000;
    private static final int MOST_CALLS = 128;
    private static final int LONGEST_TEXT = 262_144;
    private static final int LONGEST_NAME = 2_048;
    private static final String USER = "user";
    private static final String ASSISTANT = "assistant";
    private static final String TOOL = "tool";
    private static final String WITHOUT_TEXT = "(no text)";

    /** What clients call the roles; newer ones say developer to newer models. */
    private static final Map<String, String> ROLES =
            Map.of("system", "system", "developer", "system", USER, USER, ASSISTANT, ASSISTANT, TOOL, TOOL);

    private Conversation() {}

    /**
     * The member {@code messages}.
     *
     * @return at least one
     * @throws ProblemException 400 if it is missing or not as it must be
     */
    static List<ChatMessage> read(Members body) {
        List<ChatMessage> messages = body.list("messages", MOST_MESSAGES, Conversation::message);
        if (messages.isEmpty()) {
            throw body.has("messages")
                    ? body.wrong("messages", "At least one message is needed.")
                    : body.missing("messages");
        }
        return messages;
    }

    /** What the user says: the text of their last message, else of the last that has one; never blank. */
    static String said(List<ChatMessage> messages) {
        return lastText(messages.stream()
                        .filter(message -> message.getRole().equals(USER))
                        .toList())
                .or(() -> lastText(messages))
                .orElse(WITHOUT_TEXT);
    }

    private static Optional<String> lastText(List<ChatMessage> messages) {
        return messages.reversed().stream()
                .map(ChatMessage::getContent)
                .filter(text -> !text.isBlank())
                .findFirst();
    }

    private static ChatMessage message(JsonNode value, String pointer) {
        Members members = new Members(value, pointer);
        String role = ROLES.get(members.neededText("role", LONGEST_NAME));
        if (role == null) {
            throw members.wrong("role", "One of system, developer, user, assistant, tool is needed.");
        }
        boolean assistant = role.equals(ASSISTANT);
        Optional<String> content = content(members, assistant);
        if (content.isEmpty() && !assistant) {
            throw members.missing("content");
        }
        Optional<String> refusal = assistant ? members.text("refusal", LONGEST_TEXT) : Optional.empty();
        ChatMessage.Builder message = ChatMessage.newBuilder()
                .setRole(role)
                .setContent(content.or(() -> refusal).orElse(""))
                .setName(members.text("name", LONGEST_NAME).orElse(null));
        if (assistant) {
            message.setToolCalls(members.list("tool_calls", MOST_CALLS, Conversation::toolCall));
        }
        if (role.equals(TOOL)) {
            message.setToolCallId(members.neededText("tool_call_id", LONGEST_NAME));
        }
        return message.build();
    }

    private static Optional<String> content(Members members, boolean assistant) {
        Optional<JsonNode> content = members.value("content");
        if (content.filter(value -> !value.isTextual()).isEmpty()) {
            return members.text("content", LONGEST_TEXT);
        }
        List<String> parts = members.list("content", MOST_PARTS, (part, pointer) -> part(part, pointer, assistant));
        return Optional.of(String.join("\n", parts));
    }

    private static String part(JsonNode value, String pointer, boolean assistant) {
        Members part = new Members(value, pointer);
        String type = part.neededText("type", LONGEST_NAME);
        boolean refusal = assistant && type.equals("refusal");
        if (!refusal && !type.equals("text")) {
            throw part.wrong("type", "Only parts of the type text are taken.");
        }
        return part.text(type, LONGEST_TEXT).orElseThrow(() -> part.missing(type));
    }

    private static ToolCall toolCall(JsonNode value, String pointer) {
        Members call = new Members(value, pointer);
        String type = call.text("type", LONGEST_NAME).orElse("function");
        if (!type.equals("function")) {
            throw call.wrong("type", "Only calls of functions are taken.");
        }
        JsonNode function = call.value("function").orElseThrow(() -> call.missing("function"));
        Members members = new Members(function, pointer + "/function");
        return new ToolCall(
                call.neededText("id", LONGEST_NAME),
                members.neededText("name", LONGEST_NAME),
                members.text("arguments", LONGEST_TEXT).orElse(""));
    }
}
