package dev.writ.feed;

import dev.writ.schemas.event.DeadLetterReason;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Disposes of records that a feed's reader can never take, on the feed's thread; the feed then goes on behind them. */
@FunctionalInterface
public interface PoisonHandler {

    /**
     * Disposes of one record. Whatever it throws, the record is tried again, from its reader on.
     *
     * @param reason UNREADABLE if it does not decode, FAILED if its reader failed on it
     * @param cause what the reader threw
     */
    void handle(ConsumerRecord<byte[], byte[]> record, DeadLetterReason reason, RuntimeException cause)
            throws InterruptedException;
}
