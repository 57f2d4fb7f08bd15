package dev.writ.topology;

import dev.writ.schemas.settings.ClientKeys;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The keys that reach Kafka Streams as they are, and through it single clients of its own and its internal topics. */
public final class StreamsKeys {

    private static final String UNCACHED = "decisions leave at once, uncached";
    private static final String TAKEOVER = "the work of a dead instance moves on after 10 s";

    private static final Map<String, String> KEPT = Map.ofEntries(
            Map.entry(StreamsConfig.APPLICATION_ID_CONFIG, "set governance.application.id"),
            Map.entry(StreamsConfig.STATE_DIR_CONFIG, "set governance.state.dir"),
            Map.entry(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, "set governance.processing.guarantee"),
            Map.entry(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, "set governance.commit.interval.ms"),
            Map.entry(StreamsConfig.NUM_STREAM_THREADS_CONFIG, "set governance.threads"),
            Map.entry(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, "set governance.standby.replicas"),
            Map.entry(StreamsConfig.REPLICATION_FACTOR_CONFIG, "set governance.replication.factor"),
            Map.entry(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, UNCACHED),
            Map.entry("cache.max.bytes.buffering", UNCACHED),
            Map.entry(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, "Writ bounds the memory of its stores"),
            Map.entry(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, "what fails becomes a dead letter"),
            Map.entry(
                    StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG,
                    "every store and internal topic has a name"));

    private static final Map<String, String> KEPT_FOR_MAIN_CONSUMER = Map.of(
            ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, TAKEOVER,
            ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, TAKEOVER);

    private static final Map<String, String> KEPT_FOR_GLOBAL_CONSUMER =
            Map.of(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "a start reads the global stores one after the other");

    private static final ClientKeys ALL = ClientKeys.of("", KEPT, StreamsConfig.configDef())
            .and(ClientKeys.ofConsumers(StreamsConfig.CONSUMER_PREFIX))
            .and(ClientKeys.ofConsumers(StreamsConfig.MAIN_CONSUMER_PREFIX))
            .and(ClientKeys.of(StreamsConfig.MAIN_CONSUMER_PREFIX, KEPT_FOR_MAIN_CONSUMER, ConsumerConfig.configDef()))
            .and(ClientKeys.ofConsumers(StreamsConfig.RESTORE_CONSUMER_PREFIX))
            .and(ClientKeys.ofConsumers(StreamsConfig.GLOBAL_CONSUMER_PREFIX))
            .and(ClientKeys.of(
                    StreamsConfig.GLOBAL_CONSUMER_PREFIX, KEPT_FOR_GLOBAL_CONSUMER, ConsumerConfig.configDef()))
            .and(ClientKeys.ofProducers(StreamsConfig.PRODUCER_PREFIX))
            .and(ClientKeys.ofAdmins(StreamsConfig.ADMIN_CLIENT_PREFIX))
            .and(ClientKeys.of(StreamsConfig.TOPIC_PREFIX, Map.of(), internalTopics()));

    private StreamsKeys() {}

    /** All of them. */
    public static ClientKeys all() {
        return ALL;
    }

    /** What makes sense for every changelog and repartition topic. */
    private static ConfigDef internalTopics() {
        ConfigDef keys = new ConfigDef();
        Map.of(
                        TopicConfig.COMPRESSION_TYPE_CONFIG, ConfigDef.Type.STRING,
                        TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, ConfigDef.Type.INT,
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG, ConfigDef.Type.INT,
                        TopicConfig.SEGMENT_BYTES_CONFIG, ConfigDef.Type.INT,
                        TopicConfig.SEGMENT_MS_CONFIG, ConfigDef.Type.LONG,
                        TopicConfig.DELETE_RETENTION_MS_CONFIG, ConfigDef.Type.LONG,
                        TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, ConfigDef.Type.LONG,
                        TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, ConfigDef.Type.DOUBLE,
                        TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, ConfigDef.Type.BOOLEAN)
                .forEach((name, type) -> keys.define(name, type, null, Importance.LOW, ""));
        return keys;
    }
}
