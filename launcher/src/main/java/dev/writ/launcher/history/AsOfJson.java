package dev.writ.launcher.history;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.history.asof.AsOf;
import dev.writ.schemas.event.AgentState;

/** What an agent could do at a time, for programs. */
final class AsOfJson {

    private AsOfJson() {}

    static ObjectNode of(AsOf answer) {
        AgentState agent = answer.agent();
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("at", answer.time().toString())
                .put("agent_id", agent.getAgentId())
                .put("agent_name", agent.getName())
                .put("workspace_id", agent.getWorkspaceId())
                .put("status", agent.getMaturity().name())
                .put("pinned", agent.getMaturityPinned())
                .put("paused", agent.getPaused())
                .put("confidence_score", Score.of(agent.getConfidence()))
                .put("agent_version", agent.getVersion())
                .put("policy_id", answer.policy().id())
                .put("policy_version", answer.policy().version())
                .put("unreadable", answer.unreadable());
        json.putObject("last_change")
                .put("change", agent.getChange())
                .put("actor", agent.getActor())
                .put("at", agent.getUpdatedAt().toString())
                .put("command_id", agent.getChangedBy());
        ArrayNode controls = json.putArray("controls");
        answer.controls().forEach(control -> {
            ObjectNode row = controls.addObject()
                    .put("flag", control.getFlag())
                    .put("value", control.getValue())
                    .put("actor", control.getActor())
                    .put("reason", control.getReason())
                    .put("changed_at", control.getChangedAt().toString());
            control.getExpiresAt().ifPresent(end -> row.put("expires_at", end.toString()));
        });
        ArrayNode allowed = json.putArray("allowed_actions");
        ArrayNode restricted = json.putArray("restricted_actions");
        answer.abilities()
                .forEach(ability -> (ability.allowed() ? allowed : restricted)
                        .addObject()
                        .put("action", ability.action())
                        .put("complexity", ability.complexity())
                        .put("required_status", ability.required().name())
                        .put("mode", ability.mode().name())
                        .put("reason", ability.reason()));
        return json;
    }
}
