package dev.writ.worker.control;

import dev.writ.schemas.event.AgentState;
import dev.writ.schemas.event.CompletionRequested;
import dev.writ.schemas.event.Maturity;
import java.util.Optional;

/**
 * What an agent's latest state means for executions that were decided on an earlier one.
 *
 * @param version of the state
 * @param demoted the latest demotion by hand that nothing by hand has taken back since
 * @param actor who made the latest change
 */
record AgentStanding(long version, boolean paused, Maturity maturity, Optional<Demotion> demoted, String actor) {

    /** A demotion by hand. */
    record Demotion(long version, String actor) {}

    static AgentStanding of(AgentState state) {
        return new AgentStanding(
                state.getVersion(),
                state.getPaused(),
                state.getMaturity(),
                "demoted".equals(state.getChange())
                        ? Optional.of(new Demotion(state.getVersion(), state.getActor()))
                        : Optional.empty(),
                state.getActor());
    }

    /** The standing after the agent's next state; this one if that is no later. */
    AgentStanding then(AgentState state) {
        if (state.getVersion() <= version) {
            return this;
        }
        AgentStanding next = of(state);
        boolean kept = next.demoted.isEmpty()
                && !"promoted".equals(state.getChange())
                && !"released".equals(state.getChange());
        return kept ? new AgentStanding(next.version, next.paused, next.maturity, demoted, next.actor) : next;
    }

    /**
     * Why an execution must end. One that a flag let pass is stopped by a pause only, as no maturity was asked of its agent.
     */
    Optional<Stop> against(CompletionRequested request) {
        if (version <= request.getAgentVersion()) {
            return Optional.empty();
        }
        String agent = request.getAgentName();
        if (paused) {
            return Optional.of(new Stop("agent_paused", "the agent " + agent + " was paused", actor));
        }
        return request.getRequiredStatus().flatMap(required -> demotion(request, agent, required));
    }

    private Optional<Stop> demotion(CompletionRequested request, String agent, Maturity required) {
        Optional<Stop> byHand = demoted.filter(change -> change.version() > request.getAgentVersion())
                .map(change -> new Stop("agent_demoted", "the agent " + agent + " was demoted", change.actor()));
        if (byHand.isPresent() || maturity.compareTo(required) >= 0) {
            return byHand;
        }
        return Optional.of(new Stop(
                "agent_demoted", "the agent " + agent + " is " + maturity + " now, and this needs " + required, actor));
    }
}
