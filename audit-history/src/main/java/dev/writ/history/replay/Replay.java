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

/** Finds those events of a topic that a filter lets pass, and counts. For one reading, on one thread. */
public final class Replay {

    private final AvroDeserializer<? extends SpecificRecord> deserializer;
    private final ReplayFilter filter;
    private long read;
    private long matched;
    private long unreadable;
    private Optional<String> firstUnreadable = Optional.empty();

    /** A replay of {@link Topics#AUDIT} or {@link Topics#DECISIONS}. */
    public Replay(Topic<?> topic, SchemaRegistryClient registry, ReplayFilter filter) {
        this.deserializer = new AvroDeserializer<>(topic.type(), registry);
        this.filter = filter;
    }

    /**
     * What became of it so far.
     *
     * @param read how many records were looked at
     * @param matched how many of them are events that the filter lets pass
     * @param unreadable how many of them are no events
     * @param firstUnreadable where the first of those is, and why; empty if there are none
     */
    public record Outcome(long read, long matched, long unreadable, Optional<String> firstUnreadable) {}

    /** What became of it so far. */
    public Outcome outcome() {
        return new Outcome(read, matched, unreadable, firstUnreadable);
    }

    /**
     * Hands events on, until the log ends, the limit is reached or the sink wants no more.
     *
     * @param limit most events to hand on, 1 or more
     * @throws RegistryUnavailableException if a schema is not known yet and the registry cannot be reached
     * @throws KafkaException if the log cannot be read on
     */
    public Outcome run(LogReader log, long limit, ReplaySink sink) {
        boolean wanted = true;
        while (wanted && matched < limit && log.hasNext()) {
            wanted = find(log.next()).map(sink::take).orElse(true);
        }
        return outcome();
    }

    /**
     * The event of the next record; empty if the filter does not let it pass, or if it is none.
     *
     * @throws RegistryUnavailableException if its schema is not known yet and the registry cannot be reached
     */
    public Optional<Replayed> find(ConsumerRecord<byte[], byte[]> record) {
        read++;
        SpecificRecord event;
        try {
            event = deserializer.deserialize(record.topic(), record.value());
        } catch (UnreadableRecordException e) {
            passOver(record, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
        if (event == null) {
            passOver(record, "it has no value");
            return Optional.empty();
        }
        Subject subject = Subject.of(event);
        if (!filter.matches(subject)) {
            return Optional.empty();
        }
        matched++;
        return Optional.of(new Replayed(record, event, subject));
    }

    private void passOver(ConsumerRecord<?, ?> record, String why) {
        unreadable++;
        String place = record.topic() + "-" + record.partition() + "@" + record.offset();
        firstUnreadable = firstUnreadable.or(() -> Optional.of(place + ": " + why));
    }
}
