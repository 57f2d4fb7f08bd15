package dev.writ.history;

import dev.writ.policy.Agent;
import dev.writ.policy.Controls;
import dev.writ.policy.Decision;
import dev.writ.policy.MaturityCheck;
import dev.writ.policy.Outcome;
import dev.writ.policy.Policy;
import dev.writ.policy.Resolution;
import dev.writ.schemas.Ids;
import dev.writ.schemas.Topic;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.AgentCommand;
import dev.writ.schemas.event.AgentState;
import dev.writ.schemas.event.AuditRecorded;
import dev.writ.schemas.event.CacheResult;
import dev.writ.schemas.event.ControlState;
import dev.writ.schemas.event.ExecutionEvent;
import dev.writ.schemas.event.ExecutionFinished;
import dev.writ.schemas.event.ExecutionStatus;
import dev.writ.schemas.event.GovernanceCheck;
import dev.writ.schemas.event.Maturity;
import dev.writ.schemas.event.PolicyState;
import dev.writ.schemas.event.RecordOrigin;
import dev.writ.schemas.event.RecordOutcome;
import dev.writ.schemas.event.RegisterAgent;
import dev.writ.schemas.event.RequestKind;
import dev.writ.schemas.event.SessionState;
import dev.writ.schemas.event.Trigger;
import dev.writ.schemas.event.WorkspaceState;
import dev.writ.schemas.serde.AvroSerializer;
import dev.writ.schemas.serde.InMemorySchemaRegistry;
import dev.writ.schemas.serde.SchemaRegistryClient;
import dev.writ.topology.decide.ActionNames;
import dev.writ.topology.decide.DecisionEvents;
import dev.writ.topology.registry.AgentRegistry;
import dev.writ.topology.registry.CommandResult;
import dev.writ.topology.state.PolicyRecords;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** A log in memory as a topology would write it that sees every change at once: a second for everything that happens. */
public final class WrittenLog implements Resolution.Directory {

    /** The workspace of everything that names none. */
    public static final String WORKSPACE = "default";

    private static final Instant T0 = Instant.parse("2026-11-20T10:00:00Z");

    private final SchemaRegistryClient registry = new InMemorySchemaRegistry();
    private final AvroSerializer<SpecificRecord> serializer = new AvroSerializer<>(registry);
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    private final Map<String, AgentState> agents = new HashMap<>();
    private final Map<String, String> sessions = new HashMap<>();
    private final Map<String, String> workspaces = new HashMap<>();
    private Policy policy = Policy.builtIn();
    private Controls controls = Controls.DEFAULTS;
    private UnaryOperator<ActionDecided> decisionForger = UnaryOperator.identity();
    private UnaryOperator<AgentState> agentForger = UnaryOperator.identity();
    private Instant now = T0;
    private int number;

    /** What it was written with. */
    public SchemaRegistryClient registry() {
        return registry;
    }

    /** What time it is. */
    public Instant now() {
        return now;
    }

    /** Time passes. */
    public WrittenLog pass(Duration time) {
        now = now.plus(time);
        return this;
    }

    /** From now on, decisions are recorded otherwise than they were made. */
    public WrittenLog forgingDecisions(UnaryOperator<ActionDecided> forger) {
        decisionForger = forger;
        return this;
    }

    /** From now on, changes of agents are recorded otherwise than they were made. */
    public WrittenLog forgingAgents(UnaryOperator<AgentState> forger) {
        agentForger = forger;
        return this;
    }

    /** Adds an agent. */
    public AgentState register(String id, Maturity maturity) {
        return command(
                id,
                RegisterAgent.newBuilder()
                        .setName("The " + id)
                        .setWorkspaceId(WORKSPACE)
                        .setMaturity(maturity)
                        .build());
    }

    /** Asks something of an agent; returns its new state. */
    public AgentState command(String id, SpecificRecord body) {
        return command("command-" + number, id, body);
    }

    private AgentState command(String commandId, String id, SpecificRecord body) {
        AgentCommand command = AgentCommand.newBuilder()
                .setCommandId(commandId)
                .setAgentId(id)
                .setActor("olga")
                .setBody(body)
                .build();
        Instant time = tick();
        write(Topics.AGENT_COMMANDS, id, time, command);
        CommandResult result =
                AgentRegistry.apply(Optional.ofNullable(agents.get(id)), command, commandId, policy, time);
        if (result instanceof CommandResult.Changed(AgentState state)) {
            agents.put(id, state);
            audit(time, id, entry(time, "dev.writ.agent." + state.getChange()).setAgent(agentForger.apply(state)));
        }
        return Objects.requireNonNull(agents.get(id), "the command is of an agent that is there");
    }

    /** Publishes another policy. */
    public void publish(Policy next) {
        policy = next;
        Instant time = tick();
        PolicyState state = PolicyRecords.toRecord(next, "olga", time);
        audit(time, next.id(), entry(time, "dev.writ.policy.published").setPolicy(state));
    }

    /** Sets a flag. */
    public void set(ControlState state) {
        controls = controls.with(PolicyRecords.toControl(state));
        Instant time = tick();
        audit(time, state.getFlag(), entry(time, "dev.writ.control.set").setControl(state));
    }

    /** Gives a session an agent. */
    public void setSession(String id, String agent) {
        sessions.put(id, agent);
        Instant time = tick();
        audit(
                time,
                id,
                entry(time, "dev.writ.session.agent.set").setSession(new SessionState(id, agent, "olga", time)));
    }

    /** Gives a workspace a default agent. */
    public void setWorkspace(String id, String agent) {
        workspaces.put(id, agent);
        Instant time = tick();
        audit(
                time,
                id,
                entry(time, "dev.writ.workspace.agent.set").setWorkspace(new WorkspaceState(id, agent, "olga", time)));
    }

    /** Asks whether an agent may do something. */
    public ActionDecided check(String agent, String action) {
        return decide(RequestKind.CHECK, Optional.of(agent), Optional.empty(), action);
    }

    /** Chats with a named agent, or in a session. */
    public ActionDecided chat(Optional<String> agent, Optional<String> session) {
        return decide(RequestKind.CHAT, agent, session, ActionNames.of(RequestKind.CHAT, Optional.empty()));
    }

    /** Chats with an agent, and ends it. */
    public ActionDecided chat(String agent, ExecutionStatus end) {
        ActionDecided decided = chat(Optional.of(agent), Optional.empty());
        finish(decided, end);
        return decided;
    }

    private ActionDecided decide(RequestKind kind, Optional<String> named, Optional<String> session, String action) {
        Instant time = tick();
        String requestId = "request-" + number;
        Resolution resolution = Resolution.of(named, session, WORKSPACE, this);
        Agent agent = resolution.agent().orElseThrow();
        Decision decision = Decision.of(MaturityCheck.of(policy, agent, action), agent, controls, time);
        GovernanceCheck check = DecisionEvents.check(decision, agent, resolution.path(), policy, CacheResult.HIT, null);
        ActionDecided decided = decisionForger.apply(DecisionEvents.event(
                ActionDecided.newBuilder()
                        .setRequestId(requestId)
                        .setKind(kind)
                        .setUserId("ada")
                        .setSessionId(session.orElse(null))
                        .setWorkspaceId(WORKSPACE)
                        .setDecidedAt(time)
                        .setOrigin(new RecordOrigin(Topics.CHAT_REQUESTS.name(), 0, (long) number)),
                decision,
                check,
                List.of()));
        write(Topics.DECISIONS, "ada", time, decided);
        audit(time, requestId, entry(time, "dev.writ.action.decided").setDecision(decided));
        return decided;
    }

    /** Ends the execution of a decision; blocked work has none. */
    public void finish(ActionDecided decided, ExecutionStatus status) {
        if (!decided.getCheck().getAllowed()) {
            return;
        }
        Instant time = tick();
        String executionId = decided.getExecutionId().orElseThrow();
        ExecutionEvent end = ExecutionEvent.newBuilder()
                .setExecutionId(executionId)
                .setDecisionId(decided.getDecisionId())
                .setRequestId(decided.getRequestId())
                .setAgentId(decided.getCheck().getAgentId())
                .setWorkspaceId(WORKSPACE)
                .setUserId("ada")
                .setOccurredAt(time)
                .setBody(ExecutionFinished.newBuilder()
                        .setAction("stream_chat")
                        .setTriggeredBy(Trigger.CHAT)
                        .setStatus(status)
                        .setStartedAt(time)
                        .build())
                .build();
        audit(time, executionId, entry(time, "dev.writ.execution.finished").setExecution(end));
        if (Outcome.of(status, "") != Outcome.NEUTRAL) {
            command(
                    Ids.outcomeOf(executionId),
                    decided.getCheck().getAgentId(),
                    RecordOutcome.newBuilder()
                            .setExecutionId(executionId)
                            .setStatus(status)
                            .build());
        }
    }

    @Override
    public Optional<Agent> agent(String id) {
        return Optional.ofNullable(agents.get(id)).map(PolicyRecords::toAgent);
    }

    @Override
    public Optional<String> sessionAgent(String sessionId) {
        return Optional.ofNullable(sessions.get(sessionId));
    }

    @Override
    public Optional<String> workspaceDefault(String workspaceId) {
        return Optional.ofNullable(workspaces.get(workspaceId));
    }

    /** The log in the order of time. */
    public Iterator<ConsumerRecord<byte[], byte[]>> read() {
        return records.stream()
                .sorted(Comparator.comparingLong((ConsumerRecord<byte[], byte[]> record) -> record.timestamp())
                        .thenComparing(ConsumerRecord::topic)
                        .thenComparingLong(ConsumerRecord::offset))
                .iterator();
    }

    /** The log in the order of time, without the topic. */
    public Iterator<ConsumerRecord<byte[], byte[]>> readWithout(Topic<?> topic) {
        List<ConsumerRecord<byte[], byte[]>> left = new ArrayList<>();
        read().forEachRemaining(record -> {
            if (!record.topic().equals(topic.name())) {
                left.add(record);
            }
        });
        return left.iterator();
    }

    /** A record that nobody can read. */
    public void writeGarbage() {
        append(Topics.AUDIT, "any", tick(), new byte[] {7});
    }

    private Instant tick() {
        number++;
        now = now.plusSeconds(1);
        return now;
    }

    private static AuditRecorded.Builder entry(Instant time, String type) {
        return AuditRecorded.newBuilder().setType(type).setOccurredAt(time);
    }

    private void audit(Instant time, String key, AuditRecorded.Builder entry) {
        write(
                Topics.AUDIT,
                key,
                time,
                entry.setEventId("event-" + records.size()).build());
    }

    private void write(Topic<?> topic, String key, Instant time, SpecificRecord value) {
        append(topic, key, time, Objects.requireNonNull(serializer.serialize(topic.name(), value)));
    }

    private void append(Topic<?> topic, String key, Instant time, byte[] value) {
        long offset = records.stream()
                .filter(record -> record.topic().equals(topic.name()))
                .count();
        records.add(new ConsumerRecord<>(
                topic.name(),
                0,
                offset,
                time.toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                value.length,
                key.getBytes(StandardCharsets.UTF_8),
                value,
                new RecordHeaders(),
                Optional.empty()));
    }
}
