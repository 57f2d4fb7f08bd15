package dev.writ.sink.checkpoint;

import dev.writ.schemas.event.AuditCheckpoint;
import java.util.List;

/** Where checkpoints are published. */
public interface CheckpointTopic {

    /**
     * Publishes; returns once all are durable. The same checkpoint may come again.
     *
     * @throws org.apache.kafka.common.errors.RetriableException if they cannot be written now
     */
    void put(List<AuditCheckpoint> checkpoints);
}
