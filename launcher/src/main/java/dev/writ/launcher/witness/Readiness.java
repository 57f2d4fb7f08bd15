package dev.writ.launcher.witness;

import dev.writ.schemas.KafkaTrouble;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Why a witness does not cosign what there is to be cosigned, as /health/ready tells it. For one thread. */
final class Readiness {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(5);
    /** A log that is behind a checkpoint for no longer than this only works. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Consumer<byte[], byte[]> checkpoints;
    private final Map<TopicPartition, Instant> keptUpAt = new HashMap<>();
    private Optional<String> away = Optional.empty();
    private Instant looked = Instant.MIN;
    /** Where the topic ended when Kafka answered first; empty until it does. */
    private Map<TopicPartition, Long> endsOfTheStart = Map.of();

    private boolean caughtUp;

    /** @param checkpoints reads writ.audit.checkpoints */
    Readiness(Consumer<byte[], byte[]> checkpoints) {
        this.checkpoints = checkpoints;
    }

    /**
     * Looks, and asks Kafka for a sign of life every ten seconds.
     *
     * @param unpublished why what was cosigned of a log is not on the topic
     * @return what is wrong, by what it is wrong with; empty if nothing is
     */
    Map<String, String> look(
            Instant now, Map<TopicPartition, FollowedLog> logs, Map<TopicPartition, String> unpublished) {
        if (now.isBefore(looked) || looked.plus(BETWEEN_LOOKS).isBefore(now)) {
            away = askKafka();
            looked = now;
        }
        boolean behind = logs.values().stream().anyMatch(FollowedLog::isBehind);
        caughtUp = caughtUp || (away.isEmpty() && !behind && isAtTheEndsOfTheStart());
        Map<String, String> troubles = new TreeMap<>();
        away.ifPresent(trouble -> troubles.put("kafka", trouble));
        if (!caughtUp) {
            troubles.put("start", "what was published before is still being read");
        }
        logs.forEach((partition, log) -> {
            Instant since = log.isBehind() ? keptUpAt.getOrDefault(partition, now) : now;
            keptUpAt.put(partition, since);
            if (since.plus(PATIENCE).isBefore(now)) {
                troubles.put(partition.toString(), "has been behind a checkpoint since " + since);
            }
        });
        unpublished.forEach((partition, trouble) -> troubles.put(partition + " cosigned", trouble));
        return troubles;
    }

    private Optional<String> askKafka() {
        try {
            Map<TopicPartition, Long> ends = checkpoints.endOffsets(checkpoints.assignment(), LONGEST_LOOK);
            endsOfTheStart = endsOfTheStart.isEmpty() ? ends : endsOfTheStart;
            return Optional.empty();
        } catch (KafkaException e) {
            return Optional.of(KafkaTrouble.inOneLine(e));
        }
    }

    private boolean isAtTheEndsOfTheStart() {
        return endsOfTheStart.entrySet().stream().allMatch(end -> checkpoints.position(end.getKey()) >= end.getValue());
    }
}
