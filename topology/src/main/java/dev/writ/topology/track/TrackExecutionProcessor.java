package dev.writ.topology.track;

import dev.writ.policy.Outcome;
import dev.writ.schemas.Ids;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.AgentCommand;
import dev.writ.schemas.event.AuditRecorded;
import dev.writ.schemas.event.DeadLetterReason;
import dev.writ.schemas.event.ExecutionEvent;
import dev.writ.schemas.event.ExecutionFinished;
import dev.writ.schemas.event.ExecutionStarted;
import dev.writ.schemas.event.RecordOutcome;
import dev.writ.schemas.serde.AvroDeserializer;
import dev.writ.schemas.serde.SchemaRegistryClient;
import dev.writ.schemas.serde.UnreadableRecordException;
import dev.writ.topology.account.Account;
import dev.writ.topology.io.Decoding;
import dev.writ.topology.io.Nodes;
import dev.writ.topology.io.Outlet;
import dev.writ.topology.io.Output;
import dev.writ.topology.io.RawRecord;
import dev.writ.topology.io.Stage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows each execution from its start to its first end: that end is audited, and moves the agent's confidence. An end
 * without a start, or a second one, is a worker's repetition and changes nothing.
 */
public final class TrackExecutionProcessor implements Processor<byte[], byte[], String, Object> {

    private static final Logger LOG = LoggerFactory.getLogger(TrackExecutionProcessor.class);

    private final AvroDeserializer<ExecutionEvent> deserializer;
    private final Account account;
    private ProcessorContext<String, Object> context;
    private Outlet outlet;
    private KeyValueStore<String, ExecutionEvent> running;
    private Map<String, Instant> begun;

    /**
     * Reads with the registry.
     *
     * @param account shared by the whole instance
     */
    public TrackExecutionProcessor(SchemaRegistryClient registry, Account account) {
        this.deserializer = new AvroDeserializer<>(ExecutionEvent.class, registry);
        this.account = account;
    }

    @Override
    public void init(ProcessorContext<String, Object> processorContext) {
        this.context = processorContext;
        this.outlet = new Outlet(processorContext, Stage.TRACK, account);
        this.running = processorContext.getStateStore(Nodes.RUNNING_STORE);
        this.begun = account.running().of(processorContext.taskId().toString());
        try (KeyValueIterator<String, ExecutionEvent> all = running.all()) {
            while (all.hasNext()) {
                count(all);
            }
        }
    }

    /** What cannot be read is not counted, but keeps no task from starting. */
    private void count(KeyValueIterator<String, ExecutionEvent> all) {
        try {
            KeyValue<String, ExecutionEvent> next = all.next();
            begun.put(next.key, next.value.getOccurredAt());
        } catch (UnreadableRecordException e) {
            LOG.warn("a running execution cannot be read, and is not counted: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        account.running().leave(context.taskId().toString());
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RawRecord raw = RawRecord.of(context, record);
        List<Output> outputs;
        try {
            outputs = track(Decoding.value(deserializer, raw));
        } catch (UnreadableRecordException e) {
            outputs = List.of(
                    Output.deadLetter(raw, DeadLetterReason.UNREADABLE, "unreadable", e.getMessage(), Stage.TRACK));
        }
        outlet.send(outputs, raw);
    }

    private List<Output> track(ExecutionEvent event) {
        String id = event.getExecutionId();
        return switch (event.getBody()) {
            case ExecutionStarted started -> {
                running.put(id, event);
                begun.put(id, event.getOccurredAt());
                yield List.of();
            }
            case ExecutionFinished finished -> {
                ExecutionEvent start = running.delete(id);
                begun.remove(id);
                account.ended(finished.getStatus(), start != null);
                yield start == null ? List.of() : ended(event, finished);
            }
            default -> throw new IllegalStateException("the schema has no other body");
        };
    }

    private static List<Output> ended(ExecutionEvent event, ExecutionFinished finished) {
        List<Output> outputs = new ArrayList<>();
        String eventId = Ids.derive("audit", "finished", event.getExecutionId());
        AuditRecorded entry = AuditRecorded.newBuilder()
                .setEventId(eventId)
                .setType("dev.writ.execution.finished")
                .setOccurredAt(event.getOccurredAt())
                .setExecution(event)
                .build();
        outputs.add(new Output(Topics.AUDIT, event.getExecutionId(), entry, eventId));
        String errorCode = finished.getErrorCode().orElse("");
        if (Outcome.of(finished.getStatus(), errorCode) != Outcome.NEUTRAL) {
            outputs.add(outcome(event, finished));
        }
        return outputs;
    }

    private static Output outcome(ExecutionEvent event, ExecutionFinished finished) {
        String commandId = Ids.outcomeOf(event.getExecutionId());
        AgentCommand command = AgentCommand.newBuilder()
                .setCommandId(commandId)
                .setAgentId(event.getAgentId())
                .setActor("writ")
                .setBody(RecordOutcome.newBuilder()
                        .setExecutionId(event.getExecutionId())
                        .setStatus(finished.getStatus())
                        .setErrorCode(finished.getErrorCode().orElse(null))
                        .build())
                .build();
        return new Output(Topics.AGENT_COMMANDS, event.getAgentId(), command, commandId);
    }
}
