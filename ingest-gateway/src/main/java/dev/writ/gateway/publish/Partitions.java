package dev.writ.gateway.publish;

import dev.writ.schemas.Topic;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;

/** Where keys go. */
public final class Partitions {

    private Partitions() {}

    /** The partition of a key, by the default partitioner's murmur2. */
    public static TopicPartition of(Topic<?> topic, String key, int partitions) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        return new TopicPartition(topic.name(), BuiltInPartitioner.partitionForKey(bytes, partitions));
    }
}
