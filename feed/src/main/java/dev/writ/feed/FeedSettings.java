package dev.writ.feed;

import dev.writ.schemas.Topic;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * What a feed follows.
 *
 * @param clientId of its Kafka client; names its thread, too
 * @param lookBacks the topics, all partitions of each, and how many records before the end of each partition to begin with;
 *     {@link #NOTHING} begins at the end, {@link #EVERYTHING} at the beginning
 * @param client settings on top of the connection's
 */
public record FeedSettings(String clientId, Map<Topic<?>, Long> lookBacks, Map<String, Object> client) {

    /** From the end on. */
    public static final long NOTHING = 0;

    /** From the beginning on. */
    public static final long EVERYTHING = Long.MAX_VALUE;

    /** Sees records before they are committed: for topics whose producers use no transactions, without waiting for others. */
    public static final Map<String, Object> UNCOMMITTED =
            Map.of(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");

    public FeedSettings {
        lookBacks = Map.copyOf(lookBacks);
        client = Map.copyOf(client);
    }

    /** A feed with the connection's settings. */
    public FeedSettings(String clientId, Map<Topic<?>, Long> lookBacks) {
        this(clientId, lookBacks, Map.of());
    }
}
