package dev.writ.history.asof;

import dev.writ.history.fold.GovernanceHistory;
import dev.writ.history.fold.LogDecoder;
import dev.writ.policy.Agent;
import dev.writ.policy.Controls;
import dev.writ.policy.Decision;
import dev.writ.policy.Flag;
import dev.writ.policy.MaturityCheck;
import dev.writ.policy.Policy;
import dev.writ.schemas.event.AgentState;
import dev.writ.schemas.event.AuditRecorded;
import dev.writ.schemas.event.ControlState;
import dev.writ.schemas.serde.SchemaRegistryClient;
import dev.writ.schemas.serde.UnreadableRecordException;
import dev.writ.topology.state.PolicyRecords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What an agent could do at a time, and why, as the audit tells it.
 *
 * @param time the moment
 * @param agent its state then, with the latest change and who asked for it
 * @param policy the policy in force
 * @param controls what was set and differed from the flags' defaults, for the agent's workspace
 * @param abilities each action of the policy's catalogue, by name
 * @param unreadable records up to then that could not be read; the answer may lack what they say
 */
public record AsOf(
        Instant time,
        AgentState agent,
        Policy policy,
        List<ControlState> controls,
        List<Ability> abilities,
        long unreadable) {

    public AsOf {
        controls = List.copyOf(controls);
        abilities = List.copyOf(abilities);
    }

    /**
     * Reads the audit and answers.
     *
     * @param audit from its beginning; may go on behind the time
     * @return empty if the agent was not there
     */
    public static Optional<AsOf> answer(
            Iterator<ConsumerRecord<byte[], byte[]>> audit,
            SchemaRegistryClient registry,
            Instant time,
            String agentId) {
        LogDecoder decoder = LogDecoder.ofAudit(registry);
        GovernanceHistory history = new GovernanceHistory();
        Optional<AgentState> agent = Optional.empty();
        long unreadable = 0;
        while (audit.hasNext()) {
            try {
                ConsumerRecord<byte[], byte[]> record = audit.next();
                Optional<AuditRecorded> entry = decoder.read(record)
                        .map(AuditRecorded.class::cast)
                        .filter(recorded -> !recorded.getOccurredAt().isAfter(time));
                entry.ifPresent(recorded -> history.apply(LogDecoder.key(record), recorded));
                Optional<AgentState> latest = entry.flatMap(AuditRecorded::getAgent)
                        .filter(state -> state.getAgentId().equals(agentId));
                agent = latest.isPresent() ? latest : agent;
            } catch (UnreadableRecordException | IllegalArgumentException _) { // Counted, and reported with the answer.
                unreadable++;
            }
        }
        if (agent.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(of(time, agent.get(), history, unreadable));
    }

    private static AsOf of(Instant time, AgentState state, GovernanceHistory history, long unreadable) {
        Policy policy = history.policies().at(time.toEpochMilli()).value();
        List<ControlState> departing = departing(history, state.getWorkspaceId(), time);
        Controls controls = Controls.DEFAULTS;
        for (ControlState control : departing) {
            controls = controls.with(PolicyRecords.toControl(control));
        }
        Agent agent = PolicyRecords.toAgent(state);
        List<Ability> abilities = new ArrayList<>();
        for (String action : new TreeSet<>(policy.actions().keySet())) {
            abilities.add(ability(Decision.of(MaturityCheck.of(policy, agent, action), agent, controls, time)));
        }
        return new AsOf(time, state, policy, departing, abilities, unreadable);
    }

    private static List<ControlState> departing(GovernanceHistory history, String workspaceId, Instant time) {
        return Arrays.stream(Flag.values())
                .map(flag -> flag == Flag.EMERGENCY_STOP ? flag + ":" + workspaceId : flag.name())
                .flatMap(key -> history.control(key).at(time.toEpochMilli()).value().stream())
                .filter(state -> PolicyRecords.toControl(state).departsAt(time))
                .toList();
    }

    private static Ability ability(Decision decision) {
        MaturityCheck check = decision.check();
        return new Ability(
                check.action().name(),
                check.action().complexity(),
                check.required(),
                decision.allowed(),
                decision.reason(),
                decision.mode());
    }
}
