package dev.writ.history.log;

import org.apache.kafka.common.TopicPartition;

/**
 * Records that the log no longer has.
 *
 * @param partition of which
 * @param from the first offset that is gone
 * @param until the first offset that is still there, or that was not asked for
 * @param certain whether all of them were asked for; else, by time, any number of them
 */
public record Missing(TopicPartition partition, long from, long until, boolean certain) {

    /** One sentence, without a full stop. */
    @Override
    public String toString() {
        String gone = partition + " no longer has offsets " + from + " to " + (until - 1);
        return certain ? gone : gone + ", of which some may be as late as the range";
    }
}
