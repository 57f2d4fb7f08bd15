package dev.writ.topology.registry;

import dev.writ.policy.AgentStanding;
import dev.writ.policy.InvalidPolicyException;
import dev.writ.policy.Outcome;
import dev.writ.policy.Policy;
import dev.writ.schemas.Ids;
import dev.writ.schemas.event.AgentCommand;
import dev.writ.schemas.event.AgentState;
import dev.writ.schemas.event.DemoteAgent;
import dev.writ.schemas.event.Maturity;
import dev.writ.schemas.event.PauseAgent;
import dev.writ.schemas.event.PromoteAgent;
import dev.writ.schemas.event.RecordFeedback;
import dev.writ.schemas.event.RecordOrigin;
import dev.writ.schemas.event.RecordOutcome;
import dev.writ.schemas.event.RegisterAgent;
import dev.writ.schemas.event.ReleaseMaturity;
import dev.writ.schemas.event.ResumeAgent;
import dev.writ.schemas.event.UpdateAgent;
import dev.writ.topology.registry.CommandResult.Changed;
import dev.writ.topology.registry.CommandResult.Refused;
import dev.writ.topology.registry.CommandResult.Unchanged;
import dev.writ.topology.state.PolicyRecords;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Applies commands to agents: a pure function of state, command, policy and the command's time. */
public final class AgentRegistry {

    private AgentRegistry() {}

    /** What names a command: what it says, else where it stands. */
    public static String commandId(AgentCommand command, RecordOrigin origin) {
        return command.getCommandId()
                .orElseGet(() -> Ids.derive("command", origin.getTopic(), origin.getPartition(), origin.getOffset()));
    }

    /**
     * What the command does.
     *
     * @param agent the agent before; empty if there is none
     * @param commandId names the command
     * @param policy the one in force
     * @param time the command's own
     */
    public static CommandResult apply(
            Optional<AgentState> agent, AgentCommand command, String commandId, Policy policy, Instant time) {
        CommandResult result = command.getBody() instanceof RegisterAgent register
                ? register(agent, command, register, commandId, policy, time)
                : agent.map(state -> change(state, command, commandId, policy, time))
                        .orElseGet(() -> new Refused("agent_unknown", "no agent has the id " + command.getAgentId()));
        return result instanceof Changed(AgentState state)
                ? AgentLimits.problem(state)
                        .<CommandResult>map(problem -> new Refused("agent_invalid", problem))
                        .orElse(result)
                : result;
    }

    private static CommandResult register(
            Optional<AgentState> agent,
            AgentCommand command,
            RegisterAgent register,
            String commandId,
            Policy policy,
            Instant time) {
        if (agent.isPresent()) {
            return register.getIfAbsent()
                    ? new Unchanged()
                    : new Refused("agent_exists", "an agent has the id " + command.getAgentId() + " already");
        }
        try {
            AgentStanding standing =
                    AgentStanding.ofNew(register.getMaturity(), register.getConfidence(), policy.scale());
            return new Changed(AgentState.newBuilder()
                    .setAgentId(command.getAgentId())
                    .setName(register.getName())
                    .setDescription(register.getDescription().orElse(null))
                    .setCategory(register.getCategory().orElse(null))
                    .setWorkspaceId(register.getWorkspaceId())
                    .setMaturity(standing.maturity())
                    .setConfidence(standing.confidence())
                    .setVersion(1)
                    .setCreatedAt(time)
                    .setUpdatedAt(time)
                    .setConfiguration(register.getConfiguration())
                    .setChangedBy(commandId)
                    .setChange("registered")
                    .setActor(command.getActor())
                    .build());
        } catch (InvalidPolicyException e) {
            return new Refused("status_contradicts_confidence", String.valueOf(e.getMessage()));
        }
    }

    private static CommandResult change(
            AgentState state, AgentCommand command, String commandId, Policy policy, Instant time) {
        AgentStanding standing = PolicyRecords.standingOf(state);
        Step step = new Step(state, command.getActor(), commandId, time);
        return switch (command.getBody()) {
            case UpdateAgent update -> new Changed(updated(step.to(standing, "updated"), update));
            case PromoteAgent promote -> promoted(step, standing, promote.getMaturity());
            case DemoteAgent demote -> demoted(step, standing, demote.getMaturity());
            case ReleaseMaturity release -> new Changed(step.to(standing.released(policy.scale()), "released"));
            case PauseAgent pause -> new Changed(step.to(standing.withPaused(true), "paused"));
            case ResumeAgent resume -> new Changed(step.to(standing.withPaused(false), "resumed"));
            case RecordFeedback feedback ->
                new Changed(step.to(standing.after(feedback.getKind(), policy), "feedback"));
            case RecordOutcome outcome ->
                new Changed(step.to(
                        standing.after(
                                Outcome.of(
                                        outcome.getStatus(),
                                        outcome.getErrorCode().orElse("")),
                                policy),
                        "outcome"));
            default -> throw new IllegalStateException("the schema has no other body");
        };
    }

    private static CommandResult promoted(Step step, AgentStanding standing, Maturity to) {
        return standing.isBelow(to)
                ? new Changed(step.to(standing.pinnedAt(to), "promoted"))
                : new Refused(
                        "not_a_promotion", "the agent is " + standing.maturity() + "; " + to + " is not above it");
    }

    private static CommandResult demoted(Step step, AgentStanding standing, Maturity to) {
        return standing.isAbove(to)
                ? new Changed(step.to(standing.pinnedAt(to), "demoted"))
                : new Refused("not_a_demotion", "the agent is " + standing.maturity() + "; " + to + " is not below it");
    }

    private static AgentState updated(AgentState state, UpdateAgent update) {
        Map<String, String> configuration = new TreeMap<>(state.getConfiguration());
        configuration.putAll(update.getConfiguration());
        return AgentState.newBuilder(state)
                .setName(update.getName().orElse(state.getName()))
                .setDescription(
                        update.getDescription().or(state::getDescription).orElse(null))
                .setCategory(update.getCategory().or(state::getCategory).orElse(null))
                .setConfiguration(configuration)
                .build();
    }

    /** One version on from a state, by one command. */
    private record Step(AgentState from, String actor, String commandId, Instant time) {
        AgentState to(AgentStanding standing, String change) {
            return AgentState.newBuilder(from)
                    .setMaturity(standing.maturity())
                    .setMaturityPinned(standing.pinned())
                    .setPaused(standing.paused())
                    .setConfidence(standing.confidence())
                    .setVersion(from.getVersion() + 1)
                    .setUpdatedAt(time)
                    .setChangedBy(commandId)
                    .setChange(change)
                    .setActor(actor)
                    .build();
        }
    }
}
