package dev.writ.gateway.view;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.schemas.event.AgentState;

/** Agents as clients see them. */
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
}
