package dev.writ.gateway.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.schemas.event.CanvasState;

/** Canvases as clients see them. */
public final class CanvasJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private CanvasJson() {}

    /** A canvas, without what it shows. */
    public static ObjectNode of(CanvasState canvas) {
        ObjectNode json = Json.object()
                .put("canvas_id", canvas.getCanvasId())
                .put("component_type", DecisionJson.typeOf(canvas.getComponent()))
                .put("component_name", DecisionJson.nameOf(canvas.getComponent()))
                .put("agent_id", canvas.getAgentId())
                .put("agent_execution_id", canvas.getExecutionId())
                .put("user_id", canvas.getUserId())
                .put("workspace_id", canvas.getWorkspaceId());
        Json.put(json, "session_id", canvas.getSessionId());
        Json.put(json, "title", canvas.getTitle());
        return json.put("updated_at", canvas.getUpdatedAt().toString());
    }

    /** What a canvas shows: {@code {content or fields, metadata}}. */
    public static ObjectNode shown(CanvasState canvas) {
        ObjectNode shown = Json.object();
        canvas.getContent().ifPresent(content -> shown.set("content", parse(content)));
        canvas.getFormFields().forEach(field -> {
            ObjectNode input = shown.withArray("fields")
                    .addObject()
                    .put("name", field.getName())
                    .put("type", field.getType())
                    .put("required", field.getRequired());
            field.getLabel().ifPresent(label -> input.put("label", label));
            field.getOptions().forEach(input.withArray("options")::add);
        });
        canvas.getMetadata()
                .forEach((name, value) -> shown.withObject("/metadata").set(name, parse(value)));
        return shown;
    }

    /** A JSON text as what it says, and any other text as itself. */
    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException _) { // A producer of its own may have written what is no JSON.
            return JsonNodeFactory.instance.textNode(text);
        }
    }
}
