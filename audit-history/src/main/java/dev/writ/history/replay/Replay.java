package dev.writ.history.replay;

import dev.writ.history.log.LogReader;
import dev.writ.schemas.Topic;
import dev.writ.schemas.Topics;
import dev.writ.schemas.serde.AvroDeserializer;
import dev.writ.schemas.serde.RegistryUnavailableException;
import dev.writ.schemas.serde.SchemaRegistryClient;
import dev.writ.schemas.serde.UnreadableRecordException;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;

/** Hands those events of a topic to a sink that a filter lets pass. */
public final class Replay {

    private final AvroDeserializer<? extends SpecificRecord> deserializer;
    private final ReplayFilter filter;
    private final long limit;

    /**
     * A replay of {@link Topics#AUDIT} or {@link Topics#DECISIONS}.
     *
     * @param limit most events to hand on, 1 or more
     */
    public Replay(Topic<?> topic, SchemaRegistryClient registry, ReplayFilter filter, long limit) {
        this.deserializer = new AvroDeserializer<>(topic.type(), registry);
        this.filter = filter;
        this.limit = limit;
    }

    /**
     * What became of it.
     *
     * @param read how many records were looked at
     * @param matched how many events were handed on
     * @param unreadable how many records are no events
     * @param firstUnreadable where the first of them is, and why; empty if there are none
     */
    public record Outcome(long read, long matched, long unreadable, Optional<String> firstUnreadable) {}

    /**
     * Replays, until the log ends, the limit is reached or the sink wants no more. What cannot be read is passed over.
     *
     * @throws RegistryUnavailableException if a schema is not known yet and the registry cannot be reached
     * @throws KafkaException if the log cannot be read on
     */
    public Outcome run(LogReader log, ReplaySink sink) {
        long read = 0;
        long matched = 0;
        long unreadable = 0;
        Optional<String> firstUnreadable = Optional.empty();
        boolean wanted = true;
        while (wanted && matched < limit && log.hasNext()) {
            ConsumerRecord<byte[], byte[]> record = log.next();
            read++;
            try {
                SpecificRecord event = deserializer.deserialize(record.topic(), record.value());
                if (event == null) {
                    throw new UnreadableRecordException("it has no value");
                }
                Subject subject = Subject.of(event);
                if (filter.matches(subject)) {
                    matched++;
                    wanted = sink.take(new Replayed(record, event, subject));
                }
            } catch (UnreadableRecordException e) {
                unreadable++;
                firstUnreadable = firstUnreadable.or(() -> Optional.of(placeOf(record) + ": " + e.getMessage()));
            }
        }
        return new Outcome(read, matched, unreadable, firstUnreadable);
    }

    private static String placeOf(ConsumerRecord<?, ?> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }
}
