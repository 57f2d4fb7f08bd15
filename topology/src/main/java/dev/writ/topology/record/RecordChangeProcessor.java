package dev.writ.topology.record;

import dev.writ.schemas.CloudEvent;
import dev.writ.schemas.Ids;
import dev.writ.schemas.Topic;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.AuditRecorded;
import dev.writ.schemas.event.ControlState;
import dev.writ.schemas.event.DeadLetterReason;
import dev.writ.schemas.event.PolicyState;
import dev.writ.schemas.event.WorkspaceState;
import dev.writ.schemas.serde.AvroDeserializer;
import dev.writ.schemas.serde.SchemaRegistryClient;
import dev.writ.schemas.serde.UnreadableRecordException;
import dev.writ.topology.account.Account;
import dev.writ.topology.io.Outlet;
import dev.writ.topology.io.Output;
import dev.writ.topology.io.RawRecord;
import dev.writ.topology.io.Stage;
import dev.writ.topology.state.PolicyRecords;
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Records each change of a policy, flag or workspace in the audit, once for the whole fleet, and sends what cannot be read, or
 * breaks a rule, to the dead letters. The global stores that act on the same records exist in every instance and must stay
 * silent.
 */
public final class RecordChangeProcessor<V extends SpecificRecord>
        implements Processor<byte[], byte[], String, Object> {

    private final AvroDeserializer<V> deserializer;
    private final Account account;
    private ProcessorContext<String, Object> context;
    private Outlet outlet;

    /**
     * Reads one topic's records with the registry.
     *
     * @param account shared by the whole instance
     */
    public RecordChangeProcessor(Topic<V> topic, SchemaRegistryClient registry, Account account) {
        this.deserializer = new AvroDeserializer<>(topic.type(), registry);
        this.account = account;
    }

    @Override
    public void init(ProcessorContext<String, Object> processorContext) {
        this.context = processorContext;
        this.outlet = new Outlet(processorContext, Stage.RECORD, account);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RawRecord raw = RawRecord.of(context, record);
        outcome(raw)
                .ifPresent(output -> outlet.send(
                        output, CloudEvent.traceparentIn(raw.headers(), output.eventId()), raw.timestamp()));
    }

    private Optional<Output> outcome(RawRecord raw) {
        if (raw.key() == null) {
            return Optional.of(Output.deadLetter(
                    raw, DeadLetterReason.INVALID, "key_missing", "a state record needs a key", Stage.RECORD));
        }
        try {
            V value = deserializer.deserialize(raw.origin().getTopic(), raw.value());
            return value == null ? Optional.empty() : entry(raw, value);
        } catch (UnreadableRecordException e) {
            return Optional.of(
                    Output.deadLetter(raw, DeadLetterReason.UNREADABLE, "unreadable", e.getMessage(), Stage.RECORD));
        } catch (IllegalArgumentException e) {
            return Optional.of(
                    Output.deadLetter(raw, DeadLetterReason.INVALID, "rule_broken", e.getMessage(), Stage.RECORD));
        }
    }

    /** The entry; empty for what is audited elsewhere, as the topology does with the state that it writes itself. */
    private static Optional<Output> entry(RawRecord raw, SpecificRecord value) {
        AuditRecorded.Builder entry = AuditRecorded.newBuilder();
        switch (value) {
            case PolicyState policy -> {
                PolicyRecords.toPolicy(policy);
                entry.setType("dev.writ.policy.published").setPolicy(policy);
            }
            case ControlState control -> {
                PolicyRecords.toControl(raw.keyText(), control);
                entry.setType("dev.writ.control.set").setControl(control);
            }
            case WorkspaceState workspace ->
                entry.setType("dev.writ.workspace.agent.set").setWorkspace(workspace);
            default -> {
                return Optional.empty();
            }
        }
        String eventId = Ids.derive(
                "audit",
                raw.origin().getTopic(),
                raw.origin().getPartition(),
                raw.origin().getOffset());
        entry.setEventId(eventId).setOccurredAt(Instant.ofEpochMilli(Math.max(0, raw.timestamp())));
        return Optional.of(new Output(Topics.AUDIT, raw.keyText(), entry.build(), eventId));
    }
}
