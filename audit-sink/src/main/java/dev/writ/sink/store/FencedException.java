package dev.writ.sink.store;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;

/** Another writer has moved the partition's position: nothing of the batch was written, and reading goes on from there. */
public final class FencedException extends RetriableException {
    private static final long serialVersionUID = 1;

    FencedException(TopicPartition partition, long expected) {
        super("another writer has taken " + partition + " on from " + expected);
    }
}
