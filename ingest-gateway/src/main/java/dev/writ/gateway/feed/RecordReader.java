package dev.writ.gateway.feed;

import dev.writ.schemas.serde.RegistryUnavailableException;
import dev.writ.schemas.serde.UnreadableRecordException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What takes the records of a feed, on the feed's thread. */
public interface RecordReader {

    /**
     * Takes one record.
     *
     * @throws UnreadableRecordException if it is poison: it becomes a dead letter, and the feed goes on
     * @throws RegistryUnavailableException if it cannot be read yet: the feed tries again until it can
     */
    void read(ConsumerRecord<byte[], byte[]> record);

    /** The feed has handed over all that one poll gave, or a poll gave nothing. */
    default void afterBatch() {}
}
