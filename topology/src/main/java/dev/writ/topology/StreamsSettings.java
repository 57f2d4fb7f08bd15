package dev.writ.topology;

import dev.writ.schemas.Topic;
import dev.writ.schemas.serde.InMemorySchemaRegistry;
import dev.writ.schemas.serde.SchemaRegistryClient;
import dev.writ.schemas.settings.ClientCheck;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The settings that Kafka Streams gets; RATIONALE.md has the measurements behind them. */
public final class StreamsSettings {

    private StreamsSettings() {}

    /**
     * Refuses settings that Kafka Streams or one of its clients would not start with.
     *
     * @throws org.apache.kafka.common.config.ConfigException in one line without secrets
     */
    static void check(GovernanceConfig config) {
        if (config.connection().clientSettings().isEmpty()) {
            return;
        }
        String id = config.applicationId();
        Properties given = of(config, id, new InMemorySchemaRegistry());
        // Else Kafka Streams would give its advice here, and again at the start.
        given.putIfAbsent("processing.exception.handler.global.enabled", true);
        StreamsConfig settings = ClientCheck.together(() -> new StreamsConfig(given));
        ClientCheck.consumer(ClientCheck.together(() -> settings.getMainConsumerConfigs(id, id, 0)));
        ClientCheck.consumer(ClientCheck.together(() -> settings.getRestoreConsumerConfigs(id)));
        ClientCheck.consumer(ClientCheck.together(() -> settings.getGlobalConsumerConfigs(id)));
        ClientCheck.producer(ClientCheck.together(() -> settings.getProducerConfigs(id)));
        ClientCheck.admin(ClientCheck.together(() -> settings.getAdminConfigs(id)));
    }

    /**
     * The settings of one application.
     *
     * @param applicationId its name
     * @param registry of what cannot be processed
     */
    public static Properties of(GovernanceConfig config, String applicationId, SchemaRegistryClient registry) {
        Properties settings = new Properties();
        settings.putAll(config.connection().clientSettings());
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, config.connection().bootstrapServers());
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        settings.put(StreamsConfig.CLIENT_ID_CONFIG, applicationId);
        settings.put(StreamsConfig.STATE_DIR_CONFIG, config.stateDirectory().toString());
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, config.guarantee());
        settings.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, config.commitInterval().toMillis());
        settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, config.replication());
        boolean recorder = applicationId.equals(config.recorderId());
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, recorder ? 1 : config.threads());
        settings.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, config.standbys());
        settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
        settings.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetterFailedProcessing.class);
        settings.put(DeadLetterFailedProcessing.REGISTRY, registry);
        // Nothing waits as long: each commit sends at once what came together, in one request for all partitions.
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 100);
        forProducersUnlessSet(settings, ProducerConfig.BATCH_SIZE_CONFIG, 65_536);
        // A transaction that begins before the one before has ended on all partitions is refused for a moment
        // (KAFKA-20000).
        forProducersUnlessSet(settings, ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 5);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), Topic.MOST_MADE_BYTES);
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        // At the start, global stores are read a partition at a time, and each waits for the fetch of the one before.
        settings.put(StreamsConfig.globalConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG), 50);
        // A dead instance's work moves on after 10 s rather than 45 s.
        settings.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 10_000);
        settings.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 3_000);
        config.instanceId()
                .ifPresent(id -> settings.put(
                        StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG),
                        applicationId + "-" + id));
        return settings;
    }

    private static void forProducersUnlessSet(Properties settings, String key, Object value) {
        if (!settings.containsKey(key)) {
            settings.putIfAbsent(StreamsConfig.producerPrefix(key), value);
        }
    }
}
