package dev.writ.topology.intake;

import static dev.writ.topology.intake.InvalidRequestException.require;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.writ.schemas.Ids;
import dev.writ.schemas.event.ChatRequested;
import java.util.Set;

/**
 * What a chat must keep to. The JSON texts in it go to a provider as they are, so one that is none is refused here, before
 * anything is decided.
 */
final class ChatRules {

    private static final double HOTTEST = 2;
    private static final int MOST_MESSAGES = 4_096;
    private static final Set<String> ROLES = Set.of("system", "user", "assistant", "tool");

    /** As many as the OpenAI API takes. */
    private static final int MOST_TOOLS = 128;

    private static final int MOST_PARAMETERS = 256;
    private static final int LONGEST_PARAMETER = 128;

    /** What the request has members of its own for, or the worker decides: as a parameter it would stand beside what was checked. */
    private static final Set<String> NO_PARAMETERS = Set.of(
            "model",
            "messages",
            "temperature",
            "max_tokens",
            "max_completion_tokens",
            "n",
            "stream",
            "stream_options",
            "tools",
            "tool_choice",
            "functions",
            "function_call");

    /** Two members of one name would be read as one by us and as the other by a provider. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ChatRules() {}

    static void check(ChatRequested chat) {
        require(
                !chat.getMessage().isBlank() || !chat.getMessages().isEmpty(),
                "message_empty",
                "message must not be empty");
        require(
                chat.getMessages().size() <= MOST_MESSAGES,
                "messages_too_many",
                "messages must be " + MOST_MESSAGES + " at most");
        require(
                chat.getMessages().stream().allMatch(message -> ROLES.contains(message.getRole())),
                "role_unknown",
                "the role of a message must be system, user, assistant or tool");
        require(chat.getMaxTokens() >= 1, "max_tokens_out_of_range", "max_tokens must be 1 or more");
        require(
                chat.getTemperature() >= 0 && chat.getTemperature() <= HOTTEST,
                "temperature_out_of_range",
                "temperature must be 0 to 2");
        require(chat.getTools().size() <= MOST_TOOLS, "tools_too_many", "tools must be " + MOST_TOOLS + " at most");
        chat.getTools().forEach(ChatRules::checkTool);
        chat.getToolChoice().ifPresent(ChatRules::checkToolChoice);
        require(
                chat.getParameters().size() <= MOST_PARAMETERS,
                "parameters_too_many",
                "parameters must be " + MOST_PARAMETERS + " at most");
        chat.getParameters().forEach(ChatRules::checkParameter);
    }

    /** The function's name is the name of the action that a call of it is checked for, so it must have the form of one. */
    private static void checkTool(String text) {
        JsonNode name = read(text, "tool_invalid", "a tool must be a JSON text")
                .path("function")
                .path("name");
        require(
                name.isTextual() && Ids.isValid(name.textValue()),
                "tool_invalid",
                "a tool must be a JSON object with a function and its name: 1 to 128 letters, digits, dots, underscores,"
                        + " colons or hyphens");
    }

    private static void checkToolChoice(String text) {
        JsonNode choice = read(text, "tool_choice_invalid", "tool_choice must be a JSON text");
        require(
                choice.isTextual() || choice.isObject(),
                "tool_choice_invalid",
                "tool_choice must be a JSON string or object");
    }

    private static void checkParameter(String name, String text) {
        require(
                !name.isBlank() && name.length() <= LONGEST_PARAMETER && !NO_PARAMETERS.contains(name),
                "parameter_invalid",
                "the name of a parameter must be 1 to " + LONGEST_PARAMETER
                        + " characters, and that of no other member");
        read(text, "parameter_invalid", "a parameter must be a JSON text");
    }

    private static JsonNode read(String text, String code, String message) {
        try {
            JsonNode value = JSON.readTree(text);
            require(!value.isMissingNode(), code, message);
            return value;
        } catch (JsonProcessingException e) {
            throw new InvalidRequestException(code, message, e);
        }
    }
}
