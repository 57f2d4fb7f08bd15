package dev.writ.worker.simulated;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.writ.schemas.Ids;
import dev.writ.schemas.event.ChatMessage;
import dev.writ.schemas.event.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tools that a user's message asks a simulated model to call, by the words "call tool NAME", so that the way of a tool
 * call can be tried without a model. A tool's answer as the last message asks for nothing: the text follows.
 */
final class ToolWish {

    private static final Pattern WISH = Pattern.compile("call tool ([A-Za-z0-9_-]+(?:[.:][A-Za-z0-9_-]+)*)");
    private static final int ID_LENGTH = 24;

    private ToolWish() {}

    /** The calls, in the order of the words; the same messages give the same ids and arguments. */
    static List<ToolCall> in(List<ChatMessage> messages) {
        if (messages.isEmpty() || !messages.getLast().getRole().equals("user")) {
            return List.of();
        }
        String content = messages.getLast().getContent();
        List<ToolCall> calls = new ArrayList<>();
        Matcher wish = WISH.matcher(content);
        while (wish.find()) {
            String id = Ids.derive("simulated-tool-call", SimulatedText.partsOf(messages), calls.size());
            calls.add(ToolCall.newBuilder()
                    .setId("call_" + id.replace("-", "").substring(0, ID_LENGTH))
                    .setName(wish.group(1))
                    .setArguments(JsonNodeFactory.instance
                            .objectNode()
                            .put("input", SimulatedText.echo(content))
                            .toString())
                    .build());
        }
        return calls;
    }
}
