package dev.writ.history.reproduce;

import dev.writ.policy.Agent;
import dev.writ.policy.Controls;
import dev.writ.policy.Decision;
import dev.writ.policy.MaturityCheck;
import dev.writ.policy.Policy;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.DecisionMode;
import dev.writ.schemas.event.GovernanceCheck;
import dev.writ.schemas.event.RequestKind;
import dev.writ.topology.decide.ActionNames;
import dev.writ.topology.decide.DecisionEvents;
import java.util.List;

/**
 * The one deciding function over again, on what somebody else found it to rest on.
 *
 * @param policy the policy
 * @param agent the responsible agent
 * @param path how it was found
 * @param controls the flags as set
 */
record DecidedAgain(Policy policy, Agent agent, List<String> path, Controls controls) {

    /**
     * The record that deciding again gives. Taken from the recorded one: what is the request's own, the errors of a request
     * that could not be carried out, whether the decision cache answered, and that and why a check failed.
     */
    ActionDecided instead(ActionDecided recorded) {
        GovernanceCheck was = recorded.getCheck();
        String action = recorded.getKind() == RequestKind.CHECK
                ? was.getAction()
                : ActionNames.of(recorded.getKind(), recorded.getComponent());
        Decision decision = was.getMode() == DecisionMode.DEGRADED
                ? Decision.degraded(policy, agent, action, controls, recorded.getDecidedAt())
                : Decision.of(MaturityCheck.of(policy, agent, action), agent, controls, recorded.getDecidedAt());
        GovernanceCheck check = DecisionEvents.check(
                decision, agent, path, policy, was.getCache(), was.getCause().orElse(null));
        return DecisionEvents.event(ActionDecided.newBuilder(recorded), decision, check, recorded.getErrors());
    }
}
