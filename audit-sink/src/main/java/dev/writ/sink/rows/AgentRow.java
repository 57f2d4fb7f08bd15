package dev.writ.sink.rows;

import dev.writ.schemas.event.AgentState;
import java.util.Map;

/** An agent's state as a row of agent_registry and of agent_history. */
final class AgentRow {

    private AgentRow() {}

    static Row current(AgentState agent) {
        return state(Table.AGENT_REGISTRY, agent).text("id", agent.getAgentId()).toRow();
    }

    static Row version(String eventId, AgentState agent) {
        return state(Table.AGENT_HISTORY, agent)
                .text("agent_id", agent.getAgentId())
                .text("change", agent.getChange())
                .text("changed_by", agent.getChangedBy())
                .text("actor", agent.getActor())
                .text("event_id", eventId)
                .toRow();
    }

    private static Columns state(Table table, AgentState agent) {
        return new Columns(table)
                .text("name", agent.getName())
                .text("description", agent.getDescription())
                .text("category", agent.getCategory())
                .text("workspace_id", agent.getWorkspaceId())
                .word("status", agent.getMaturity())
                .confidence("confidence_score", agent.getConfidence())
                .number("version", agent.getVersion())
                .flag("paused", agent.getPaused())
                .flag("maturity_pinned", agent.getMaturityPinned())
                .time("created_at", agent.getCreatedAt())
                .time("updated_at", agent.getUpdatedAt())
                .json("configuration", configuration(agent.getConfiguration()));
    }

    private static String configuration(Map<String, String> texts) {
        return texts.isEmpty()
                ? JsonText.NO_MEMBERS
                : StorableJson.ofTexts(texts).toString();
    }
}
