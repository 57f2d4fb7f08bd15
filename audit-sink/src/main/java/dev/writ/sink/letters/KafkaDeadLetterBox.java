package dev.writ.sink.letters;

import dev.writ.schemas.DeadLetters;
import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.event.DeadLettered;
import dev.writ.schemas.serde.AvroSerializer;
import dev.writ.sink.publish.DurableProducer;
import dev.writ.sink.read.Entry;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes dead letters to writ.dead-letters, under the key of their source. */
public final class KafkaDeadLetterBox implements DeadLetterBox {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaDeadLetterBox.class);

    private final DurableProducer producer;
    private final AvroSerializer<DeadLettered> serializer;

    /** A box over a producer that its owner closes. */
    public KafkaDeadLetterBox(DurableProducer producer, KafkaConnection kafka) {
        this.producer = producer;
        this.serializer = new AvroSerializer<>(kafka.registry());
    }

    @Override
    public void put(List<Entry.Poison> poison) {
        for (Entry.Poison entry : poison) {
            ConsumerRecord<byte[], byte[]> record = entry.record();
            LOG.warn(
                    "{}-{}@{} becomes a dead letter, {}: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    entry.why().code(),
                    entry.why().message());
        }
        producer.send(poison.stream().map(this::message).toList());
    }

    private ProducerRecord<byte[], byte[]> message(Entry.Poison entry) {
        ConsumerRecord<byte[], byte[]> record = entry.record();
        return DeadLetters.toRecord(
                DeadLetters.of(record, entry.why()),
                record.key(),
                record.headers(),
                DurableProducer.SOURCE,
                serializer);
    }
}
