package dev.writ.topology.registry;

import dev.writ.schemas.Ids;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.AgentCommand;
import dev.writ.schemas.event.AgentState;
import dev.writ.schemas.event.AuditRecorded;
import dev.writ.schemas.event.DeadLetterReason;
import dev.writ.schemas.event.RecordOutcome;
import dev.writ.schemas.serde.AvroDeserializer;
import dev.writ.schemas.serde.SchemaRegistryClient;
import dev.writ.schemas.serde.UnreadableRecordException;
import dev.writ.topology.GovernanceConfig;
import dev.writ.topology.account.Account;
import dev.writ.topology.io.Arrivals;
import dev.writ.topology.io.Decoding;
import dev.writ.topology.io.Nodes;
import dev.writ.topology.io.Outlet;
import dev.writ.topology.io.Output;
import dev.writ.topology.io.RawRecord;
import dev.writ.topology.io.Stage;
import dev.writ.topology.state.GovernanceBoard;
import dev.writ.topology.state.SeenIds;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The one writer of an agent's state: its partition's task, so that no update is lost to another. A commit is asked for
 * behind a command of a person, who waits; an execution's outcome waits for the next commit.
 */
public final class ApplyCommandProcessor implements Processor<byte[], byte[], String, Object> {

    private final AvroDeserializer<AgentCommand> deserializer;
    private final GovernanceBoard board;
    private final GovernanceConfig config;
    private final Arrivals arrivals;
    private final Account account;
    private ProcessorContext<String, Object> context;
    private Outlet outlet;
    private KeyValueStore<String, AgentState> agents;
    private SeenIds applied;

    /** Board, arrivals and account are shared by the whole instance. */
    public ApplyCommandProcessor(
            SchemaRegistryClient registry,
            GovernanceBoard board,
            GovernanceConfig config,
            Arrivals arrivals,
            Account account) {
        this.deserializer = new AvroDeserializer<>(AgentCommand.class, registry);
        this.board = board;
        this.config = config;
        this.arrivals = arrivals;
        this.account = account;
    }

    @Override
    public void init(ProcessorContext<String, Object> processorContext) {
        this.context = processorContext;
        this.outlet = new Outlet(processorContext, Stage.REGISTRY, account);
        this.agents = processorContext.getStateStore(Nodes.REGISTRY_STORE);
        this.applied = new SeenIds(processorContext, Nodes.APPLIED_STORE, config.idempotencyRetention());
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RawRecord raw = RawRecord.of(context, record);
        List<Output> outputs;
        boolean awaited = false;
        try {
            AgentCommand command = Decoding.value(deserializer, raw);
            awaited = !(command.getBody() instanceof RecordOutcome);
            outputs = apply(raw, command);
        } catch (UnreadableRecordException e) {
            outputs = List.of(
                    Output.deadLetter(raw, DeadLetterReason.UNREADABLE, "unreadable", e.getMessage(), Stage.REGISTRY));
        }
        outlet.send(outputs, raw);
        if (arrivals.commitIsDue(raw.origin(), awaited)) {
            context.commit();
        }
    }

    private List<Output> apply(RawRecord raw, AgentCommand command) {
        String agentId = command.getAgentId();
        if (!raw.keyText().equals(agentId) || !Ids.isValid(agentId)) {
            return List.of(Output.deadLetter(
                    raw,
                    DeadLetterReason.INVALID,
                    "key_mismatch",
                    "the record key must be the agent id, and that 1 to 128 letters, digits, dots, underscores, colons or hyphens",
                    Stage.REGISTRY));
        }
        String commandId = AgentRegistry.commandId(command, raw.origin());
        if (applied.contains(commandId, raw.timestamp())) {
            return List.of();
        }
        applied.add(commandId, raw.timestamp());
        Instant time = Instant.ofEpochMilli(Math.max(0, raw.timestamp()));
        Optional<AgentState> known = Optional.ofNullable(agents.get(agentId));
        return switch (AgentRegistry.apply(known, command, commandId, board.policy(), time)) {
            case CommandResult.Changed(AgentState state) -> {
                agents.put(agentId, state);
                yield changed(state);
            }
            case CommandResult.Unchanged() -> List.of();
            case CommandResult.Refused(String code, String message) ->
                List.of(Output.deadLetter(raw, DeadLetterReason.REFUSED, code, message, Stage.REGISTRY));
        };
    }

    private static List<Output> changed(AgentState state) {
        String eventId = Ids.derive("audit", "agent", state.getAgentId(), state.getVersion());
        AuditRecorded entry = AuditRecorded.newBuilder()
                .setEventId(eventId)
                .setType("dev.writ.agent." + state.getChange())
                .setOccurredAt(state.getUpdatedAt())
                .setAgent(state)
                .build();
        return List.of(
                new Output(
                        Topics.AGENTS,
                        state.getAgentId(),
                        state,
                        Ids.derive("agent-state", state.getAgentId(), state.getVersion())),
                new Output(Topics.AUDIT, state.getAgentId(), entry, eventId));
    }
}
