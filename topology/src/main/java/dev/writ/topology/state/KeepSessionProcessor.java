package dev.writ.topology.state;

import dev.writ.schemas.CloudEvent;
import dev.writ.schemas.Ids;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.AuditRecorded;
import dev.writ.schemas.event.DeadLetterReason;
import dev.writ.schemas.event.SessionState;
import dev.writ.schemas.serde.AvroDeserializer;
import dev.writ.schemas.serde.SchemaRegistryClient;
import dev.writ.schemas.serde.UnreadableRecordException;
import dev.writ.topology.account.Account;
import dev.writ.topology.io.Nodes;
import dev.writ.topology.io.Outlet;
import dev.writ.topology.io.Output;
import dev.writ.topology.io.RawRecord;
import dev.writ.topology.io.Stage;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Keeps the agents of sessions beside the decisions that need them: the topic has the requests' keys, so the task that decides a
 * session's requests also reads its agent, and Kafka Streams takes the earlier of two buffered records first.
 */
public final class KeepSessionProcessor implements Processor<byte[], byte[], String, Object> {

    private final AvroDeserializer<SessionState> deserializer;
    private final Account account;
    private ProcessorContext<String, Object> context;
    private Outlet outlet;
    private KeyValueStore<String, SessionState> store;

    /**
     * Reads with the registry.
     *
     * @param account shared by the whole instance
     */
    public KeepSessionProcessor(SchemaRegistryClient registry, Account account) {
        this.deserializer = new AvroDeserializer<>(SessionState.class, registry);
        this.account = account;
    }

    @Override
    public void init(ProcessorContext<String, Object> processorContext) {
        this.context = processorContext;
        this.outlet = new Outlet(processorContext, Stage.DECISION, account);
        this.store = processorContext.getStateStore(Nodes.SESSION_STORE);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RawRecord raw = RawRecord.of(context, record);
        try {
            keep(raw);
        } catch (UnreadableRecordException e) {
            forward(
                    Output.deadLetter(raw, DeadLetterReason.UNREADABLE, "unreadable", e.getMessage(), Stage.DECISION),
                    raw);
        }
    }

    private void keep(RawRecord raw) {
        if (raw.keyText().isEmpty()) {
            forward(
                    Output.deadLetter(
                            raw, DeadLetterReason.INVALID, "key_missing", "a session needs a key", Stage.DECISION),
                    raw);
            return;
        }
        SessionState session = deserializer.deserialize(raw.origin().getTopic(), raw.value());
        if (session == null) {
            store.delete(raw.keyText());
            return;
        }
        store.put(raw.keyText(), session);
        String eventId = Ids.derive(
                "audit",
                Topics.SESSIONS.name(),
                raw.origin().getPartition(),
                raw.origin().getOffset());
        AuditRecorded audit = AuditRecorded.newBuilder()
                .setEventId(eventId)
                .setType("dev.writ.session.agent.set")
                .setOccurredAt(Instant.ofEpochMilli(Math.max(0, raw.timestamp())))
                .setSession(session)
                .build();
        forward(new Output(Topics.AUDIT, raw.keyText(), audit, eventId), raw);
    }

    private void forward(Output output, RawRecord raw) {
        outlet.send(output, CloudEvent.traceparentIn(raw.headers(), output.eventId()), raw.timestamp());
    }
}
