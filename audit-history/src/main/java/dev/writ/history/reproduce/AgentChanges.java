package dev.writ.history.reproduce;

import dev.writ.history.fold.GovernanceHistory;
import dev.writ.history.fold.Place;
import dev.writ.history.fold.Timeline.Held;
import dev.writ.history.reproduce.Difference.Basis;
import dev.writ.history.reproduce.FieldComparison.Unequal;
import dev.writ.policy.Policy;
import dev.writ.schemas.event.AgentCommand;
import dev.writ.schemas.event.AgentState;
import dev.writ.topology.registry.AgentRegistry;
import dev.writ.topology.registry.CommandResult;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Follows each agent through its commands, and compares what comes of each with the recorded version. A command has the time of
 * what the audit says of it, and its topic's name comes first, so that in a log in the order of time it comes first. Which
 * policy the registry had seen is not recorded: any that was in force at the time or later may be it.
 */
final class AgentChanges {

    private final GovernanceHistory history;
    private final long slackMs;
    private final Findings findings;
    private final Map<String, Agent> agents = new HashMap<>();
    private final List<Change> open = new ArrayList<>();

    /** One agent as far as it was followed. */
    private static final class Agent {
        private final Deque<Asked> asked = new ArrayDeque<>();
        private Optional<AgentState> state = Optional.empty();

        /** The command that has the id. Those before it, which the agent has passed, changed nothing. */
        Optional<Asked> take(String id) {
            if (asked.stream().noneMatch(command -> command.id().equals(id))) {
                return Optional.empty();
            }
            Iterator<Asked> commands = asked.iterator();
            Asked command = commands.next();
            commands.remove();
            while (!command.id().equals(id)) {
                command = commands.next();
                commands.remove();
            }
            return Optional.of(command);
        }
    }

    private record Asked(String id, AgentCommand command, Instant time) {}

    private record Change(Place place, Optional<AgentState> before, Asked asked, AgentState recorded) {}

    AgentChanges(GovernanceHistory history, long slackMs, Findings findings) {
        this.history = history;
        this.slackMs = slackMs;
        this.findings = findings;
    }

    /** @param timestamp of the record */
    void command(Place place, long timestamp, AgentCommand command) {
        String id = AgentRegistry.commandId(command, place.toOrigin());
        agent(command.getAgentId()).asked.add(new Asked(id, command, Instant.ofEpochMilli(Math.max(0, timestamp))));
    }

    void version(Place place, AgentState recorded) {
        Agent agent = agent(recorded.getAgentId());
        Optional<AgentState> before = agent.state;
        agent.state = Optional.of(recorded);
        Optional<Asked> asked = agent.take(recorded.getChangedBy());
        if (asked.isEmpty()) {
            findings.unverifiable(Basis.COMMAND, idOf(recorded), place, Unverifiable.COMMAND_NOT_IN_LOG);
        } else if (before.isEmpty() && recorded.getVersion() > 1) {
            findings.unverifiable(Basis.COMMAND, idOf(recorded), place, Unverifiable.EARLIER_VERSION_NOT_IN_LOG);
        } else {
            Change change = new Change(place, before, asked.get(), recorded);
            if (differences(change).isEmpty()) {
                findings.compared(Basis.COMMAND, idOf(recorded), place, List.of());
            } else {
                open.add(change);
            }
        }
    }

    /** Decides on what came out otherwise under the policies that were known so far: now all are. */
    void end() {
        open.forEach(change ->
                findings.compared(Basis.COMMAND, idOf(change.recorded()), change.place(), differences(change)));
        open.clear();
    }

    /** Empty if any policy gives the recorded version; else what the first of them gives instead. */
    private List<Unequal> differences(Change change) {
        List<Unequal> first = List.of();
        for (Held<Policy> held : history.policies().since(change.asked().time().toEpochMilli() - slackMs)) {
            List<Unequal> unequal = differences(change, held.value());
            if (unequal.isEmpty()) {
                return unequal;
            }
            first = first.isEmpty() ? unequal : first;
        }
        return first;
    }

    private static List<Unequal> differences(Change change, Policy policy) {
        Asked asked = change.asked();
        return switch (AgentRegistry.apply(change.before(), asked.command(), asked.id(), policy, asked.time())) {
            case CommandResult.Changed(AgentState again) -> FieldComparison.between(change.recorded(), again);
            case CommandResult.Unchanged() -> otherwise(change, "nothing changes");
            case CommandResult.Refused(String code, String message) -> otherwise(change, code + ": " + message);
        };
    }

    private static List<Unequal> otherwise(Change change, String again) {
        return List.of(new Unequal("change", change.recorded().getChange(), again));
    }

    private Agent agent(String id) {
        return agents.computeIfAbsent(id, _ -> new Agent());
    }

    private static String idOf(AgentState state) {
        return state.getAgentId() + ":" + state.getVersion();
    }
}
