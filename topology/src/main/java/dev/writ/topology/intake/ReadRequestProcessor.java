package dev.writ.topology.intake;

import dev.writ.schemas.CloudEvent;
import dev.writ.schemas.ObservedPositions;
import dev.writ.schemas.event.DeadLetterReason;
import dev.writ.schemas.serde.AvroDeserializer;
import dev.writ.schemas.serde.SchemaRegistryClient;
import dev.writ.schemas.serde.UnreadableRecordException;
import dev.writ.topology.account.Account;
import dev.writ.topology.io.Arrivals;
import dev.writ.topology.io.Decoding;
import dev.writ.topology.io.Nodes;
import dev.writ.topology.io.Outlet;
import dev.writ.topology.io.Output;
import dev.writ.topology.io.RawRecord;
import dev.writ.topology.io.Stage;
import dev.writ.topology.state.StatePositions;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Bytes to a {@link Request}. What cannot be read goes to the dead letters; what has the wrong key goes back to its topic
 * under the right one, so that a session's requests are decided in one place; and what has seen more of the state than
 * this instance waits for it. Requesters wait, so a commit is asked for behind the last request that is here.
 */
public final class ReadRequestProcessor<V extends SpecificRecord> implements Processor<byte[], byte[], String, Object> {

    private final RequestType<V> type;
    private final Deserializer<V> deserializer;
    private final StatePositions positions;
    private final Arrivals arrivals;
    private final Account account;
    private ProcessorContext<String, Object> context;
    private Outlet outlet;

    /** Reads one type; positions, arrivals and account are shared by the whole instance. */
    public ReadRequestProcessor(
            RequestType<V> type,
            SchemaRegistryClient registry,
            StatePositions positions,
            Arrivals arrivals,
            Account account) {
        this.type = type;
        this.deserializer = new AvroDeserializer<>(type.topic().type(), registry);
        this.positions = positions;
        this.arrivals = arrivals;
        this.account = account;
    }

    @Override
    public void init(ProcessorContext<String, Object> processorContext) {
        this.context = processorContext;
        this.outlet = new Outlet(processorContext, Stage.DECISION, account);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RawRecord raw = RawRecord.of(context, record);
        account.read(type.kind());
        read(raw);
        if (arrivals.commitIsDue(raw.origin(), true)) {
            context.commit();
        }
    }

    private void read(RawRecord raw) {
        V body;
        Request request;
        try {
            body = Decoding.value(deserializer, raw);
            Request asked = type.read(body, raw.origin(), raw.timestamp(), raw.headers());
            request = asked.in(account.spans().process(raw.origin(), asked.traceparent()));
            positions.await(ObservedPositions.readFrom(raw.headers()));
        } catch (UnreadableRecordException e) {
            giveUp(raw, DeadLetterReason.UNREADABLE, "unreadable", e);
            return;
        } catch (InvalidRequestException e) {
            giveUp(raw, DeadLetterReason.INVALID, e.code(), e);
            return;
        } catch (IllegalArgumentException e) {
            giveUp(raw, DeadLetterReason.INVALID, "observed_positions_invalid", e);
            return;
        }
        if (raw.keyText().equals(request.key())) {
            context.forward(new Record<>(request.key(), request, raw.timestamp(), raw.headers()), Nodes.DECIDE);
        } else {
            account.returned(type.kind());
            outlet.send(
                    new Output(type.topic(), request.key(), type.withId().apply(body, request.id()), request.id()),
                    request.traceparent(),
                    raw.timestamp());
        }
    }

    private void giveUp(RawRecord raw, DeadLetterReason kind, String code, RuntimeException cause) {
        outlet.send(
                Output.deadLetter(raw, kind, code, cause.getMessage(), Stage.DECISION),
                CloudEvent.traceparentIn(raw.headers(), raw.origin().toString()),
                raw.timestamp());
    }
}
