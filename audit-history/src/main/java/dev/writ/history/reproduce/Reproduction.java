package dev.writ.history.reproduce;

import dev.writ.history.fold.GovernanceHistory;
import dev.writ.history.fold.LogDecoder;
import dev.writ.history.fold.Period;
import dev.writ.history.fold.Place;
import dev.writ.history.reproduce.Difference.Basis;
import dev.writ.history.reproduce.FieldComparison.Unequal;
import dev.writ.history.reproduce.StateOfTheTime.Looked;
import dev.writ.policy.Agent;
import dev.writ.policy.AgentStanding;
import dev.writ.policy.Controls;
import dev.writ.policy.Policy;
import dev.writ.schemas.Topic;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.AgentCommand;
import dev.writ.schemas.event.AuditRecorded;
import dev.writ.schemas.event.GovernanceCheck;
import dev.writ.schemas.serde.SchemaRegistryClient;
import dev.writ.schemas.serde.UnreadableRecordException;
import dev.writ.topology.state.PolicyRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Decides again what the log says was decided. Two readings of the same log, in the order of time: the first folds the states
 * and follows the agents, the second decides; a decision may rest on a state that stands behind it. For one thread.
 */
public final class Reproduction {

    /** What the log is read from. */
    public static final List<Topic<? extends SpecificRecord>> TOPICS =
            List.of(Topics.AUDIT, Topics.DECISIONS, Topics.AGENT_COMMANDS, Topics.SESSIONS, Topics.WORKSPACES);

    private final LogDecoder states;
    private final LogDecoder decisions;
    private final Period period;
    private final long slackMs;
    private final GovernanceHistory history = new GovernanceHistory();
    private final StateOfTheTime stateOfTheTime;
    private final Findings findings = new Findings();
    private final AgentChanges changes;
    private final Map<TopicPartition, Long> folded = new HashMap<>();

    /**
     * @param period whose decisions are decided again; states are folded from all of the log
     * @param slack for how long after a change a decision may still rest on what was before; 0 or more
     */
    public Reproduction(SchemaRegistryClient registry, Period period, Duration slack) {
        this.states = new LogDecoder(List.of(Topics.AUDIT, Topics.AGENT_COMMANDS), registry);
        this.decisions = new LogDecoder(List.of(Topics.AUDIT, Topics.DECISIONS), registry);
        this.period = period;
        this.slackMs = slack.toMillis();
        this.stateOfTheTime = new StateOfTheTime(history, slackMs);
        this.changes = new AgentChanges(history, slackMs, findings);
    }

    /** The first reading. Returns this. */
    public Reproduction fold(Iterator<ConsumerRecord<byte[], byte[]>> log) {
        log.forEachRemaining(record -> {
            folded.put(new TopicPartition(record.topic(), record.partition()), record.offset());
            try {
                fold(record);
            } catch (UnreadableRecordException | IllegalArgumentException _) { // Counted, with its place.
                unreadable(record);
            }
        });
        changes.end();
        return this;
    }

    private void fold(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            deleted(record.topic(), LogDecoder.key(record), record.timestamp());
            return;
        }
        Optional<SpecificRecord> value = states.read(record);
        if (value.isPresent() && value.get() instanceof AuditRecorded entry) {
            entry.getAgent().ifPresent(agent -> changes.version(Place.of(record), agent));
            history.apply(LogDecoder.key(record), entry);
        } else if (value.isPresent() && value.get() instanceof AgentCommand command) {
            changes.command(Place.of(record), record.timestamp(), command);
        }
    }

    private void deleted(String topic, String key, long time) {
        if (topic.equals(Topics.SESSIONS.name())) {
            history.forgetSession(key, time);
        } else if (topic.equals(Topics.WORKSPACES.name())) {
            history.forgetWorkspace(key, time);
        }
    }

    /** An unreadable command changed nothing, and is a dead letter. */
    private void unreadable(ConsumerRecord<?, ?> record) {
        if (!record.topic().equals(Topics.AGENT_COMMANDS.name())) {
            Place place = Place.of(record);
            findings.unverifiable(Basis.STATE, place.toString(), place, Unverifiable.RECORD_UNREADABLE);
        }
    }

    /** The second reading; what was not there in the first is left out. Returns what came of both. */
    public Reproduced decide(Iterator<ConsumerRecord<byte[], byte[]>> log) {
        log.forEachRemaining(record -> {
            long last = folded.getOrDefault(new TopicPartition(record.topic(), record.partition()), -1L);
            if (record.offset() <= last) {
                decide(record);
            }
        });
        return findings.report();
    }

    private void decide(ConsumerRecord<byte[], byte[]> record) {
        Optional<ActionDecided> decided;
        try {
            decided = decisions.read(record).flatMap(Reproduction::decisionIn);
        } catch (UnreadableRecordException _) { // On the audit, the first reading has counted it.
            if (record.topic().equals(Topics.DECISIONS.name())) {
                unreadable(record);
            }
            return;
        }
        decided.filter(decision -> period.has(decision.getDecidedAt())).ifPresent(decision -> {
            fromEvidence(Place.of(record), decision);
            fromState(Place.of(record), decision);
        });
    }

    private static Optional<ActionDecided> decisionIn(SpecificRecord record) {
        return switch (record) {
            case AuditRecorded entry -> entry.getDecision();
            case ActionDecided decision -> Optional.of(decision);
            default -> Optional.empty();
        };
    }

    private void fromEvidence(Place place, ActionDecided decided) {
        GovernanceCheck check = decided.getCheck();
        Optional<Policy> policy = history.policies()
                .nearest(decided.getDecidedAt().toEpochMilli(), known -> known.version() == check.getPolicyVersion())
                .map(held -> held.value());
        if (policy.isEmpty()) {
            findings.unverifiable(Basis.EVIDENCE, decided.getDecisionId(), place, Unverifiable.POLICY_NOT_IN_LOG);
            return;
        }
        List<Unequal> unequal =
                differences(decided, () -> evidence(decided, policy.get()).instead(decided));
        findings.compared(Basis.EVIDENCE, decided.getDecisionId(), place, unequal);
    }

    private static DecidedAgain evidence(ActionDecided decided, Policy policy) {
        GovernanceCheck check = decided.getCheck();
        Agent agent = new Agent(
                check.getAgentId(),
                check.getAgentName(),
                decided.getWorkspaceId(),
                new AgentStanding(check.getAgentStatus(), false, check.getAgentPaused(), check.getConfidence()),
                check.getAgentVersion());
        Controls controls = check.getControl()
                .map(control -> Controls.DEFAULTS.with(PolicyRecords.toControl(control)))
                .orElse(Controls.DEFAULTS);
        return new DecidedAgain(policy, agent, check.getResolutionPath(), controls);
    }

    private void fromState(Place place, ActionDecided decided) {
        String id = decided.getDecisionId();
        try {
            switch (stateOfTheTime.lookUp(decided)) {
                case Looked.Missing(Unverifiable why) -> findings.unverifiable(Basis.STATE, id, place, why);
                case Looked.Found(DecidedAgain again, List<Rest> rests) -> {
                    List<Unequal> unequal = new ArrayList<>(differences(decided, () -> again.instead(decided)));
                    outdated(decided, rests).ifPresent(unequal::add);
                    findings.compared(Basis.STATE, id, place, unequal);
                }
            }
        } catch (IllegalArgumentException e) {
            findings.compared(Basis.STATE, id, place, List.of(impossible(e)));
        }
    }

    private static List<Unequal> differences(ActionDecided decided, Supplier<ActionDecided> again) {
        try {
            return FieldComparison.between(decided, again.get());
        } catch (IllegalArgumentException e) {
            return List.of(impossible(e));
        }
    }

    /** A record that breaks a rule of the records cannot have been decided. */
    private static Unequal impossible(IllegalArgumentException e) {
        return new Unequal("check", "as recorded", "impossible: " + e.getMessage());
    }

    /**
     * A state that was replaced longer ago than it may. All states must have held at one moment, which is the request's time or
     * later: a request may wait, and then sees what is newer.
     */
    private Optional<Unequal> outdated(ActionDecided decided, List<Rest> rests) {
        long moment = rests.stream()
                .mapToLong(Rest::from)
                .reduce(decided.getDecidedAt().toEpochMilli(), Math::max);
        return rests.stream()
                .filter(rest -> rest.to() < moment - slackMs)
                .findFirst()
                .map(rest -> new Unequal(
                        rest.field(),
                        "in force until " + Instant.ofEpochMilli(rest.to()),
                        "replaced at the decision, " + Instant.ofEpochMilli(moment) + " or later"));
    }
}
