package dev.writ.worker.follow;

import dev.writ.schemas.serde.RegistryUnavailableException;
import dev.writ.schemas.serde.UnreadableRecordException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What takes the records that a follower reads, on the follower's thread; it must not wait for anything. */
@FunctionalInterface
public interface RecordTaker {

    /**
     * Takes one record.
     *
     * @throws UnreadableRecordException if it is poison: it is passed over
     * @throws RegistryUnavailableException if it cannot be read yet: it comes again until it can
     */
    void take(ConsumerRecord<byte[], byte[]> taken);
}
