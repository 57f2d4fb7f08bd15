package dev.writ.worker;

import dev.writ.feed.PoisonHandler;
import dev.writ.schemas.event.DeadLetterReason;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Passes over what the worker's feeds cannot read: it is no work of the worker's, and stays where it is for the topic's own
 * readers to report.
 */
final class PoisonSkipper implements PoisonHandler {

    private static final Logger LOG = LoggerFactory.getLogger(PoisonSkipper.class);

    @Override
    public void handle(ConsumerRecord<byte[], byte[]> record, DeadLetterReason reason, RuntimeException cause) {
        boolean unreadable = reason == DeadLetterReason.UNREADABLE;
        LOG.atLevel(unreadable ? Level.WARN : Level.ERROR)
                .setCause(cause)
                .log(
                        "{}-{}@{} {} and is passed over",
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        unreadable ? "cannot be read" : "failed");
    }
}
