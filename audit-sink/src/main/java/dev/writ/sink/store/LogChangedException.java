package dev.writ.sink.store;

import dev.writ.schemas.event.AuditCheckpoint;
import org.apache.kafka.common.KafkaException;

/** The log that is read again is not the one that was signed. What became of it, only a person can find out. */
public final class LogChangedException extends KafkaException {
    private static final long serialVersionUID = 1;

    LogChangedException(AuditCheckpoint now) {
        super(
                "the first " + now.getSize() + " records of " + now.getTopic() + "-" + now.getPartition()
                        + " are not those that were signed: the log was changed, so the sink stops before it signs another history");
    }
}
