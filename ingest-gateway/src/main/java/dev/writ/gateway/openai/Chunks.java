package dev.writ.gateway.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.gateway.http.EventSource.Event;
import dev.writ.gateway.http.Problem;
import dev.writ.schemas.event.ToolCall;
import dev.writ.schemas.event.ToolCallWithheld;
import dev.writ.schemas.event.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The chat.completion.chunk events of one stream. They have no ids: clients of the dialect do not come back with one. */
final class Chunks {

    static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final String TYPE = "chat.completion.chunk";

    private final Identity identity;
    private final boolean includeUsage;
    private String model;

    /**
     * The chunks of a stream.
     *
     * @param model as long as the stream does not say which
     * @param includeUsage whether chunks have a member usage at all
     */
    Chunks(Identity identity, String model, boolean includeUsage) {
        this.identity = identity;
        this.model = model;
        this.includeUsage = includeUsage;
    }

    void model(String runs) {
        model = runs;
    }

    Event role() {
        return chunk(NODES.objectNode().put("role", "assistant").put("content", ""), null, null);
    }

    Event text(String text) {
        return chunk(NODES.objectNode().put("content", text), null, null);
    }

    /**
     * A call as a whole.
     *
     * @param index among the calls that go out, from 0
     */
    Event call(int index, ToolCall call) {
        ObjectNode delta = NODES.objectNode();
        delta.putArray("tool_calls").addObject().put("index", index).setAll(ToolCalls.call(call));
        return chunk(delta, null, null);
    }

    /**
     * A call that does not go out.
     *
     * @param first whether nothing was said to be withheld before
     */
    Event withheld(ToolCallWithheld call, boolean first) {
        ObjectNode extension = NODES.objectNode();
        ToolCalls.tell(List.of(call), extension);
        String refusal = (first ? "" : "\n") + ToolCalls.refusal(call);
        return chunk(NODES.objectNode().put("refusal", refusal), null, extension);
    }

    Event finish(String reason) {
        return chunk(NODES.objectNode(), reason, null);
    }

    /** The token counts: a chunk without choices. */
    Event usage(Usage usage) {
        ObjectNode json = identity.object(TYPE, model);
        json.putArray("choices");
        json.set("usage", UsageJson.of(usage));
        UsageJson.source(usage, json.putObject("writ"));
        return data(json);
    }

    /** What ends a stream that is complete. */
    static Event done() {
        return new Event(null, null, "[DONE]");
    }

    /** What ends a stream that is not. */
    static Event error(Problem problem) {
        return data(ErrorFormat.error(problem));
    }

    private Event chunk(ObjectNode delta, @Nullable String finishReason, @Nullable ObjectNode extension) {
        ObjectNode json = identity.object(TYPE, model);
        ObjectNode choice = json.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.putNull("logprobs").put("finish_reason", finishReason);
        if (includeUsage) {
            json.putNull("usage");
        }
        if (extension != null) {
            json.set("writ", extension);
        }
        return data(json);
    }

    private static Event data(JsonNode json) {
        return new Event(null, null, json.toString());
    }
}
