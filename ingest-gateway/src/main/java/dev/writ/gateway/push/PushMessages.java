package dev.writ.gateway.push;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.gateway.http.EventSource.Event;
import dev.writ.gateway.view.CanvasJson;
import dev.writ.gateway.view.DecisionJson;
import dev.writ.schemas.Ids;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.CanvasState;
import dev.writ.schemas.event.FormSubmitted;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Pushes as JSON, without their type, number and cursor. */
final class PushMessages {

    private static final ObjectMapper JSON = new ObjectMapper();

    private PushMessages() {}

    /** A message of a stream; its number in the stream makes room for the reader's. */
    static ObjectNode stream(Event event) {
        ObjectNode json = read(event.data());
        JsonNode seq = json.remove("seq");
        if (seq != null) {
            json.set("stream_seq", seq);
        }
        return json;
    }

    /** What a canvas shows now, or that it is closed. */
    static ObjectNode canvas(CanvasState canvas) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ObjectNode data = json.putObject("data")
                .put("action", canvas.getOpen() ? "present" : "close")
                .put("component", canvas.getComponent().name().toLowerCase(Locale.ROOT))
                .put("canvas_id", canvas.getCanvasId());
        canvas.getTitle().ifPresent(title -> data.put("title", title));
        data.set("data", CanvasJson.shown(canvas));
        json.put("agent_id", canvas.getAgentId()).put("agent_execution_id", canvas.getExecutionId());
        return json;
    }

    /**
     * A form that was submitted.
     *
     * @param form what was filled in; empty if that is no longer kept
     */
    static ObjectNode submitted(ActionDecided decision, Optional<FormSubmitted> form) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        decision.getCanvasId().ifPresent(id -> json.put("canvas_id", id));
        form.ifPresent(filled -> json.set("data", values(filled.getFormData())));
        json.put("user_id", decision.getUserId())
                .put("agent_id", decision.getCheck().getAgentId());
        decision.getExecutionId().ifPresent(id -> json.put("agent_execution_id", id));
        json.put("submission_id", Ids.derive("submission", decision.getRequestId()))
                .set("governance_check", DecisionJson.check(decision));
        return json;
    }

    private static ObjectNode values(Map<String, Object> form) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        form.forEach((name, value) -> json.set(name, value(value)));
        return json;
    }

    private static JsonNode value(@Nullable Object value) {
        return switch (value) {
            case null -> JsonNodeFactory.instance.nullNode();
            case Boolean truth -> JsonNodeFactory.instance.booleanNode(truth);
            case Long number -> JsonNodeFactory.instance.numberNode(number);
            case Double number -> JsonNodeFactory.instance.numberNode(number);
            case Collection<?> many -> JSON.valueToTree(many);
            default -> JsonNodeFactory.instance.textNode(value.toString());
        };
    }

    private static ObjectNode read(String message) {
        try {
            return (ObjectNode) JSON.readTree(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("messages of streams are JSON objects", e);
        }
    }
}
