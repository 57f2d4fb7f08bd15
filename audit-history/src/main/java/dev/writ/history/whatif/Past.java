package dev.writ.history.whatif;

import dev.writ.history.fold.LogDecoder;
import dev.writ.history.fold.Place;
import dev.writ.policy.AgentStanding;
import dev.writ.policy.Outcome;
import dev.writ.schemas.Ids;
import dev.writ.schemas.Topic;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.AgentCommand;
import dev.writ.schemas.event.AgentState;
import dev.writ.schemas.event.AuditRecorded;
import dev.writ.schemas.event.ExecutionEvent;
import dev.writ.schemas.event.ExecutionFinished;
import dev.writ.schemas.event.FeedbackKind;
import dev.writ.schemas.event.GovernanceCheck;
import dev.writ.schemas.event.RecordFeedback;
import dev.writ.schemas.event.RegisterAgent;
import dev.writ.schemas.serde.SchemaRegistryClient;
import dev.writ.schemas.serde.UnreadableRecordException;
import dev.writ.topology.registry.AgentRegistry;
import dev.writ.topology.state.PolicyRecords;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The decisions and the changes of agents, decoded once and kept small: texts are shared, and standings, too, since there are few
 * different ones.
 */
public final class Past {

    /** What the log is read from: commands tell what kind a feedback was. */
    public static final List<Topic<? extends SpecificRecord>> TOPICS = List.of(Topics.AUDIT, Topics.AGENT_COMMANDS);

    /** What a decision with its end takes, in bytes; a change of an agent takes no more. */
    public static final int BYTES_EACH = 220;

    private static final String OUTCOME = "outcome";

    private final Map<String, String> texts = new HashMap<>();
    private final Map<AgentStanding, AgentStanding> standings = new HashMap<>();
    private final Map<String, List<PastDecision>> decisions = new TreeMap<>();
    private final Map<String, List<PastChange>> changes = new HashMap<>();
    private final Map<UUID, Work> works = new HashMap<>();
    private final Map<String, FeedbackKind> feedback = new HashMap<>();
    private final Map<String, RegisterAgent> registrations = new HashMap<>();
    private long held;
    private long unreadable;

    private Past() {}

    /** Reads the log to its end; the records of each partition must be in order. */
    public static Past read(Iterator<ConsumerRecord<byte[], byte[]>> log, SchemaRegistryClient registry) {
        return read(log, registry, Long.MAX_VALUE);
    }

    /**
     * As {@link #read(Iterator, SchemaRegistryClient)}, where memory is bounded.
     *
     * @param most decisions and changes of agents to hold, each with about {@link #BYTES_EACH}
     * @throws PastTooLongException if there are more
     */
    public static Past read(Iterator<ConsumerRecord<byte[], byte[]>> log, SchemaRegistryClient registry, long most) {
        LogDecoder decoder = new LogDecoder(TOPICS, registry);
        Past past = new Past();
        log.forEachRemaining(record -> {
            try {
                decoder.read(record).ifPresent(value -> past.add(record, value));
            } catch (UnreadableRecordException | IllegalArgumentException _) { // Counted, and reported with the answer.
                past.unreadable++;
            }
            if (past.held > most) {
                throw new PastTooLongException(most);
            }
        });
        past.works.clear();
        return past;
    }

    private void add(ConsumerRecord<byte[], byte[]> record, SpecificRecord value) {
        switch (value) {
            case AuditRecorded entry -> {
                entry.getDecision().ifPresent(this::add);
                entry.getExecution().ifPresent(this::add);
                entry.getAgent().ifPresent(this::add);
            }
            case AgentCommand command ->
                add(AgentRegistry.commandId(command, Place.of(record).toOrigin()), command);
            default -> throw new IllegalStateException("no such topic is read: " + record.topic());
        }
    }

    private void add(ActionDecided decided) {
        held++;
        GovernanceCheck check = decided.getCheck();
        UUID id = UUID.fromString(decided.getDecisionId());
        boolean ran = check.getAllowed() && decided.getExecutionId().isPresent();
        String agent = shared(check.getAgentId());
        AgentStanding standing =
                new AgentStanding(check.getAgentStatus(), false, check.getAgentPaused(), check.getConfidence());
        decisions
                .computeIfAbsent(agent, _ -> new ArrayList<>())
                .add(new PastDecision(
                        id.getMostSignificantBits(),
                        id.getLeastSignificantBits(),
                        decided.getDecidedAt().toEpochMilli(),
                        agent,
                        check.getAgentVersion(),
                        shared(standing),
                        shared(check.getAction()),
                        Passing.of(check),
                        check.getAllowed(),
                        ran ? work(Ids.outcomeOf(decided.getExecutionId().get())) : null,
                        decided.getExecutionId().isPresent()));
    }

    private void add(ExecutionEvent event) {
        if (event.getBody() instanceof ExecutionFinished finished) {
            Outcome outcome =
                    Outcome.of(finished.getStatus(), finished.getErrorCode().orElse(""));
            if (outcome != Outcome.NEUTRAL) {
                work(Ids.outcomeOf(event.getExecutionId())).ended(outcome);
            }
        }
    }

    private void add(AgentState state) {
        held++;
        boolean outcome = state.getChange().equals(OUTCOME);
        changes.computeIfAbsent(shared(state.getAgentId()), _ -> new ArrayList<>())
                .add(new PastChange(
                        state.getVersion(),
                        state.getUpdatedAt().toEpochMilli(),
                        shared(state.getChange()),
                        outcome ? "" : state.getChangedBy(),
                        outcome ? work(state.getChangedBy()) : null,
                        shared(PolicyRecords.standingOf(state))));
    }

    private void add(String id, AgentCommand command) {
        switch (command.getBody()) {
            case RecordFeedback given -> feedback.put(id, given.getKind());
            case RegisterAgent register -> registrations.put(id, register);
            default -> {} // The change itself says what it was.
        }
    }

    /** @param commandId of the outcome, which is what a change of an agent names */
    private Work work(String commandId) {
        return works.computeIfAbsent(UUID.fromString(commandId), _ -> new Work());
    }

    private String shared(String text) {
        return texts.computeIfAbsent(text, same -> same);
    }

    private AgentStanding shared(AgentStanding standing) {
        return standings.computeIfAbsent(standing, same -> same);
    }

    /** The agents that something was decided about. */
    Iterable<String> agents() {
        return decisions.keySet();
    }

    List<PastDecision> decisions(String agent) {
        return decisions.getOrDefault(agent, List.of());
    }

    List<PastChange> changes(String agent) {
        return changes.getOrDefault(agent, List.of());
    }

    /** What kind of feedback a change came of; empty if the command is not in the log. */
    Optional<FeedbackKind> feedbackBehind(PastChange change) {
        return Optional.ofNullable(feedback.get(change.commandId()));
    }

    /** How the agent was registered; empty if the command is not in the log. */
    Optional<RegisterAgent> registrationBehind(PastChange change) {
        return Optional.ofNullable(registrations.get(change.commandId()));
    }

    /** Records that could not be read, 0 or more. */
    public long unreadable() {
        return unreadable;
    }
}
