package dev.writ.worker.follow;

import dev.writ.schemas.Topic;
import java.util.Map;

/**
 * What a follower reads.
 *
 * @param name names its thread and its Kafka client
 * @param lookBacks the topics, all partitions of each, and how many records before the end of each partition to begin with;
 *     {@link #NOTHING} begins at the end, {@link #EVERYTHING} at the beginning
 */
public record FollowerSettings(String name, Map<Topic<?>, Long> lookBacks) {

    /** From the end on. */
    public static final long NOTHING = 0;

    /** From the beginning on. */
    public static final long EVERYTHING = Long.MAX_VALUE;

    public FollowerSettings {
        lookBacks = Map.copyOf(lookBacks);
    }
}
