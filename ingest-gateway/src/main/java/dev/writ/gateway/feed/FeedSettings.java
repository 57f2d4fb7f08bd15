package dev.writ.gateway.feed;

import dev.writ.schemas.Topic;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * What a feed follows.
 *
 * @param name names its thread and its Kafka client
 * @param topics all partitions of these
 * @param lookBack how many records before the end of each partition to begin with; {@link #EVERYTHING} begins at the
 *     beginning
 * @param client settings on top of the connection's
 */
public record FeedSettings(String name, List<Topic<?>> topics, long lookBack, Map<String, Object> client) {

    /** From the beginning on. */
    public static final long EVERYTHING = Long.MAX_VALUE;

    /** Sees records before they are committed: for topics whose producers use no transactions, without waiting for others. */
    public static final Map<String, Object> UNCOMMITTED =
            Map.of(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");

    public FeedSettings {
        topics = List.copyOf(topics);
        client = Map.copyOf(client);
    }
}
