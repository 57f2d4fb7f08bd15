package dev.writ.policy;

import dev.writ.schemas.event.ApprovalRule;
import dev.writ.schemas.event.Maturity;

/**
 * What the rule alone says about one agent and one action: all that the decision cache keeps.
 *
 * @param allowed whether the rule lets the agent act
 * @param reason one sentence for a person
 * @param action the action as rated
 * @param required the least maturity that may do this
 * @param requiresHumanApproval when not allowed, or when a SUPERVISED agent acts at complexity 3 or more
 * @param basis all that the answer follows from; another basis may give another answer
 */
public record MaturityCheck(
        boolean allowed, String reason, Action action, Maturity required, boolean requiresHumanApproval, Basis basis) {

    private static final int SUPERVISED_COMPLEXITY = 3;

    /**
     * What an answer follows from, beside the agent's id and the action's name. Confidence is not in it: it moves with every
     * outcome and changes no answer before it changes the maturity.
     *
     * @param agentName the name that the reason speaks of
     * @param maturity what the agent had earned
     * @param paused whether it was paused
     * @param policyVersion the version of the policy
     */
    public record Basis(String agentName, Maturity maturity, boolean paused, long policyVersion) {
        /** The basis of an answer now. */
        public static Basis of(Policy policy, Agent agent) {
            AgentStanding standing = agent.standing();
            return new Basis(agent.name(), standing.maturity(), standing.paused(), policy.version());
        }
    }

    /** Applies the rule. */
    public static MaturityCheck of(Policy policy, Agent agent, String actionName) {
        Action action = policy.action(actionName);
        AgentStanding standing = agent.standing();
        Maturity required = MaturityGate.required(action.complexity());
        boolean mature = MaturityGate.permits(standing.maturity(), action.complexity());
        boolean wantsApproval =
                standing.maturity() == Maturity.SUPERVISED && action.complexity() >= SUPERVISED_COMPLEXITY;
        boolean waits = wantsApproval && policy.approval() == ApprovalRule.REQUIRE;
        boolean allowed = mature && !standing.paused() && !waits;
        return new MaturityCheck(
                allowed,
                reason(agent, action, required, mature, waits),
                action,
                required,
                !allowed || wantsApproval,
                Basis.of(policy, agent));
    }

    private static String reason(Agent agent, Action action, Maturity required, boolean mature, boolean waits) {
        String who = "Agent " + agent.name() + " (" + agent.standing().maturity() + ")";
        String catalogue = action.known() ? "" : ", not in the catalogue";
        if (agent.standing().paused()) {
            return who + " is paused";
        }
        if (!mature) {
            return who + " lacks maturity for " + action.name() + ". Required: " + required
                    + (action.known() ? "" : " (complexity " + action.complexity() + catalogue + ")");
        }
        if (waits) {
            return who + " needs human approval for " + action.name() + " (complexity " + action.complexity()
                    + catalogue + ")";
        }
        return who + " can perform " + action.name() + " (complexity " + action.complexity() + catalogue + ")";
    }
}
