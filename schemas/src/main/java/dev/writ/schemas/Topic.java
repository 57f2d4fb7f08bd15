package dev.writ.schemas;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * One topic, typed by its value. Every key is a UTF-8 string.
 *
 * @param name the topic's name
 * @param type the value's class
 * @param key what the key is, in a few words for people
 * @param partitions how many partitions a new topic gets, 1 or more
 * @param cleanup what the broker removes
 * @param time whose clock a record's timestamp is of
 * @param retention how long a record is kept at least; {@link #FOREVER} for no limit; not used by compacted topics
 */
public record Topic<V extends SpecificRecord>(
        String name, Class<V> type, String key, int partitions, Cleanup cleanup, Time time, Duration retention) {

    /** No limit of time. */
    public static final Duration FOREVER = Duration.ofMillis(-1);

    /**
     * Most bytes of a record that somebody asks with; larger ones are refused, also where they came compressed. Below the
     * broker's default of 1 MiB for a batch, so that a request can go back to its topic with further headers.
     */
    public static final int MOST_BYTES = 1_000_000;

    /** Most bytes of a record that Writ makes of one that is within {@link #MOST_BYTES}. */
    public static final int MOST_MADE_BYTES = 2 * MOST_BYTES;

    /** Copies that a cluster of several brokers should keep. */
    public static final int ENOUGH_COPIES = 3;

    /** Copies that a write should wait for there. */
    public static final int ENOUGH_IN_SYNC = 2;

    /** What the broker removes. */
    public enum Cleanup {
        /** Whole segments past the retention. */
        DELETE("delete"),
        /** All but the latest record of a key. */
        COMPACT("compact");

        private final String policy;

        Cleanup(String policy) {
            this.policy = policy;
        }
    }

    /** Whose clock a record's timestamp is of. */
    public enum Time {
        /** The producer's. */
        PRODUCER,
        /** The broker's, so that nobody can date a request back into a bypass that has expired. */
        BROKER
    }

    /** The registry's subject of the value, by the TopicNameStrategy. */
    public String subject() {
        return name + "-value";
    }

    /** The topic's own broker settings. */
    public Map<String, String> configs() {
        Map<String, String> configs = new LinkedHashMap<>();
        configs.put(TopicConfig.CLEANUP_POLICY_CONFIG, cleanup.policy);
        if (time == Time.BROKER) {
            configs.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
        } else {
            configs.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(MOST_MADE_BYTES));
        }
        if (cleanup == Cleanup.DELETE) {
            configs.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis()));
        }
        return configs;
    }

    /**
     * The topic as the admin client creates it.
     *
     * @param partitionLimit most partitions to give it, 1 or more
     * @param replication copies of each partition, 1 or more; -1: as the cluster has it
     */
    public NewTopic toNewTopic(int partitionLimit, short replication) {
        return new NewTopic(name, Math.min(partitions, partitionLimit), replication).configs(configs());
    }

    /**
     * The topic as the admin client creates it on a cluster of several brokers. Where three copies or more are asked for,
     * a write waits for two of them, so that one broker may be lost without a record, and may be away without a halt.
     *
     * @param wanted partitions of topics that have more than one, 1 or more
     * @param replication copies of each partition, 1 or more; -1: as the cluster has it
     */
    public NewTopic toSpreadTopic(int wanted, short replication) {
        Map<String, String> configs = configs();
        if (replication >= ENOUGH_COPIES) {
            configs.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(ENOUGH_IN_SYNC));
        }
        return new NewTopic(name, partitions > 1 ? wanted : partitions, replication).configs(configs);
    }
}
