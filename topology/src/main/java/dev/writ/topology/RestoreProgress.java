package dev.writ.topology;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/**
 * Tells that a restore goes on, so that a long one is not taken for one that is stuck.
 *
 * @param moved is told of each step
 */
record RestoreProgress(Runnable moved) implements StateRestoreListener {

    @Override
    public void onRestoreStart(TopicPartition partition, String store, long from, long to) {
        moved.run();
    }

    @Override
    public void onBatchRestored(TopicPartition partition, String store, long end, long count) {
        moved.run();
    }

    @Override
    public void onRestoreEnd(TopicPartition partition, String store, long total) {
        moved.run();
    }
}
