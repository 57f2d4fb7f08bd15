package dev.writ.schemas.settings;

import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.AbstractConfig;

/** What Writ sets on every client and does not leave to its user, as its guarantees rest on it. */
final class KeptKeys {

    private static final String FORMAT = "keys are text and values are Avro on every topic";
    private static final String PLACEMENT = "events that belong together must meet in one partition";
    private static final String OFFSETS = "offsets are committed only for finished work";
    private static final String TRANSACTIONS = "only Kafka Streams uses transactions, and names them itself";

    /** By a client's name for the setting. */
    static final Map<String, String> REASONS = Map.ofEntries(
            Map.entry(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "set bootstrap.servers, without the prefix"),
            Map.entry(AdminClientConfig.BOOTSTRAP_CONTROLLERS_CONFIG, "Writ reaches the cluster by bootstrap.servers"),
            Map.entry(CommonClientConfigs.CLIENT_ID_CONFIG, "every client of Writ has its own name"),
            Map.entry(AbstractConfig.CONFIG_PROVIDERS_CONFIG, "secrets come from files by WRIT_<KEY>_FILE"),
            Map.entry(ProducerConfig.ACKS_CONFIG, "an event counts once all in-sync replicas have it"),
            Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "a repeated send must not write an event twice"),
            Map.entry(ProducerConfig.LINGER_MS_CONFIG, "a request waits for its events, so they are sent at once"),
            Map.entry(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, "it follows from the size that the topics take"),
            Map.entry(ProducerConfig.PARTITIONER_CLASS_CONFIG, PLACEMENT),
            Map.entry(ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG, PLACEMENT),
            Map.entry(ProducerConfig.TRANSACTIONAL_ID_CONFIG, TRANSACTIONS),
            Map.entry(ProducerConfig.TRANSACTION_TWO_PHASE_COMMIT_ENABLE_CONFIG, TRANSACTIONS),
            Map.entry(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, FORMAT),
            Map.entry(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, FORMAT),
            Map.entry(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, FORMAT),
            Map.entry(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, FORMAT),
            Map.entry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "records of aborted transactions must not be seen"),
            Map.entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, OFFSETS),
            Map.entry(ConsumerConfig.AUTO_COMMIT_INTERVAL_MS_CONFIG, OFFSETS),
            Map.entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "every reader knows itself where it begins"),
            Map.entry(
                    ConsumerConfig.GROUP_ID_CONFIG, "set governance.application.id, worker.group.id or sink.group.id"),
            Map.entry(
                    ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
                    "set governance.instance.id, worker.instance.id or sink.instance.id"));

    private KeptKeys() {}
}
