package dev.writ.gateway.view;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.schemas.event.AgentState;
import dev.writ.schemas.event.ApprovalRule;
import dev.writ.schemas.event.Maturity;
import dev.writ.schemas.event.PolicyState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an agent may do now, as the agent's state and the policy in force say. A projection for people: what counts is the
 * decision on each request.
 */
public final class CapabilitiesJson {

    private static final int APPROVAL_COMPLEXITY = 3;

    private CapabilitiesJson() {}

    /** The actions of the catalogue, split by whether the agent may do them. */
    public static ObjectNode of(AgentState agent, PolicyState policy) {
        int most = maxComplexity(agent.getMaturity());
        List<String> allowed = new ArrayList<>();
        List<String> restricted = new ArrayList<>();
        for (Map.Entry<String, Integer> action : new TreeMap<>(policy.getActions()).entrySet()) {
            boolean waits = policy.getApproval() == ApprovalRule.REQUIRE
                    && agent.getMaturity() == Maturity.SUPERVISED
                    && action.getValue() >= APPROVAL_COMPLEXITY;
            boolean may = !agent.getPaused() && action.getValue() <= most && !waits;
            (may ? allowed : restricted).add(action.getKey());
        }
        ObjectNode json = Json.object()
                .put("agent_id", agent.getAgentId())
                .put("agent_name", agent.getName())
                .put("maturity_level", agent.getMaturity().name())
                .put("paused", agent.getPaused())
                .put("confidence_score", Json.score(agent.getConfidence()))
                .put("max_complexity", most);
        json.set("allowed_actions", Json.texts(allowed));
        json.set("restricted_actions", Json.texts(restricted));
        return json;
    }

    private static int maxComplexity(Maturity maturity) {
        return switch (maturity) {
            case STUDENT -> 1;
            case INTERN -> 2;
            case SUPERVISED -> 3;
            case AUTONOMOUS -> 4;
        };
    }
}
