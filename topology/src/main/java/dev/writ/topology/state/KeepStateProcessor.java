package dev.writ.topology.state;

import dev.writ.schemas.Topic;
import dev.writ.schemas.serde.AvroDeserializer;
import dev.writ.schemas.serde.SchemaRegistryClient;
import dev.writ.schemas.serde.UnreadableRecordException;
import dev.writ.topology.io.Nodes;
import dev.writ.topology.io.RawRecord;
import java.util.function.BiConsumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills one global store. A record that cannot be read or breaks a rule leaves the state as it is; the recorder, which sees
 * every record once whatever the number of instances, sends it to the dead letters.
 */
public final class KeepStateProcessor<V extends SpecificRecord> implements Processor<byte[], byte[], Void, Void> {

    private static final Logger LOG = LoggerFactory.getLogger(KeepStateProcessor.class);

    private final Topic<V> topic;
    private final Deserializer<V> deserializer;
    private final StatePositions positions;
    private final BiConsumer<String, V> changed;
    private ProcessorContext<Void, Void> context;
    private KeyValueStore<String, V> store;

    /**
     * @param changed is told each key and its new value; refuses it by an IllegalArgumentException
     */
    public KeepStateProcessor(
            Topic<V> topic, SchemaRegistryClient registry, StatePositions positions, BiConsumer<String, V> changed) {
        this.topic = topic;
        this.deserializer = new AvroDeserializer<>(topic.type(), registry);
        this.positions = positions;
        this.changed = changed;
    }

    @Override
    public void init(ProcessorContext<Void, Void> processorContext) {
        this.context = processorContext;
        this.store = processorContext.getStateStore(Nodes.globalStore(topic));
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RawRecord raw = RawRecord.of(context, record);
        try {
            keep(raw);
        } catch (UnreadableRecordException | IllegalArgumentException e) {
            LOG.warn("{} leaves the state as it is: {}", raw.origin(), e.getMessage());
        }
        positions.reached(
                raw.origin().getTopic(),
                raw.origin().getPartition(),
                raw.origin().getOffset());
    }

    private void keep(RawRecord raw) {
        if (raw.key() == null) {
            throw new IllegalArgumentException("a state record needs a key");
        }
        V value = deserializer.deserialize(topic.name(), raw.value());
        if (value == null) {
            store.delete(raw.keyText());
        } else {
            changed.accept(raw.keyText(), value);
            store.put(raw.keyText(), value);
        }
    }
}
