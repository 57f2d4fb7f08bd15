package dev.writ.feed;

import dev.writ.schemas.serde.RegistryUnavailableException;
import dev.writ.schemas.serde.UnreadableRecordException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What takes the records of a feed, on the feed's thread; it must not wait for anything. */
@FunctionalInterface
public interface RecordReader {

    /**
     * Takes one record. What else it throws is held to be the record's fault.
     *
     * @throws UnreadableRecordException if it is poison: the feed's {@link PoisonHandler} gets it, and the feed goes on
     * @throws RegistryUnavailableException if it cannot be read yet, as any {@link org.apache.kafka.common.KafkaException}:
     *     the feed tries again until it can
     */
    void read(ConsumerRecord<byte[], byte[]> record);

    /** The feed has handed over all that one poll gave, or a poll gave nothing. */
    default void afterBatch() {}
}
