package dev.writ.worker.queue;

import dev.writ.schemas.KafkaConnection;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;

/**
 * How the queue is read.
 *
 * @param kafka where it is
 * @param groupId the consumer group that all workers share
 * @param instanceId a stable name of this instance in the group; empty: none
 * @param maxStreams most records in hand, 1 or more
 * @param drain how long running work may go on when its partition is given up, 0 or more
 */
public record QueueConfig(
        KafkaConnection kafka, String groupId, Optional<String> instanceId, int maxStreams, Duration drain) {

    private static final int MOST_PER_POLL = 100;
    private static final int POLLS_IN_HAND = 4;
    private static final int SESSION_TIMEOUT_MS = 10_000;

    /** Most records that one poll gives; the queue polls only while that many more may run. */
    int perPoll() {
        return Math.clamp(maxStreams / POLLS_IN_HAND, 1, MOST_PER_POLL);
    }

    /** The consumer's settings; a user's own, under {@code kafka.}, go first. */
    Map<String, Object> consumer() {
        Map<String, Object> settings = kafka.consumer("writ-worker-queue");
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, groupId);
        instanceId.ifPresent(id -> settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, id));
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, perPoll());
        boolean brokerAssigns = "consumer".equals(kafka.clientSettings().get(ConsumerConfig.GROUP_PROTOCOL_CONFIG));
        if (!brokerAssigns) {
            settings.putIfAbsent(
                    ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
            settings.putIfAbsent(CommonClientConfigs.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MS);
        }
        return settings;
    }
}
