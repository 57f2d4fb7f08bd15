package dev.writ.gateway.view;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.schemas.event.AgentState;
import dev.writ.schemas.event.CanvasState;

/** Agents and canvases as clients see them. */
public final class AgentJson {

    private AgentJson() {}

    /** An agent. */
    public static ObjectNode of(AgentState agent) {
        ObjectNode json = Json.object().put("id", agent.getAgentId()).put("name", agent.getName());
        Json.put(json, "description", agent.getDescription());
        Json.put(json, "category", agent.getCategory());
        json.put("workspace_id", agent.getWorkspaceId())
                .put("status", agent.getMaturity().name())
                .put("paused", agent.getPaused())
                .put("maturity_pinned", agent.getMaturityPinned())
                .put("confidence_score", Json.score(agent.getConfidence()))
                .put("version", agent.getVersion())
                .put("created_at", agent.getCreatedAt().toString())
                .put("updated_at", agent.getUpdatedAt().toString());
        json.set("configuration", Json.texts(agent.getConfiguration()));
        return json.put("change", agent.getChange())
                .put("changed_by", agent.getChangedBy())
                .put("actor", agent.getActor());
    }

    /** An open canvas, without what it shows. */
    public static ObjectNode canvas(CanvasState canvas) {
        ObjectNode json = Json.object()
                .put("canvas_id", canvas.getCanvasId())
                .put("component_type", DecisionJson.typeOf(canvas.getComponent()))
                .put("component_name", DecisionJson.nameOf(canvas.getComponent()))
                .put("agent_id", canvas.getAgentId())
                .put("agent_execution_id", canvas.getExecutionId())
                .put("workspace_id", canvas.getWorkspaceId());
        Json.put(json, "session_id", canvas.getSessionId());
        Json.put(json, "title", canvas.getTitle());
        return json.put("updated_at", canvas.getUpdatedAt().toString());
    }
}
