package dev.writ.launcher.witness;

import dev.writ.proof.checkpoint.Checkpoint;
import dev.writ.proof.note.SignedNote;
import dev.writ.schemas.event.AuditCheckpoint;
import dev.writ.sink.checkpoint.CheckpointTopic;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Has the last cosigned checkpoint of each log on the topic: once it is there, and again each day, since the topic does not keep
 * it for ever. What Kafka does not take is tried again.
 */
final class Publications {

    private static final Duration BETWEEN_REPEATS = Duration.ofDays(1);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    private final CheckpointTopic topic;
    private final InstantSource clock;
    private final Map<TopicPartition, Due> due = new HashMap<>();
    private final Map<TopicPartition, String> refused = new HashMap<>();

    Publications(CheckpointTopic topic, InstantSource clock) {
        this.topic = topic;
        this.clock = clock;
    }

    private record Due(SignedNote note, Instant at) {}

    /** Takes the last checkpoint of a log, in place of the one before. */
    void add(TopicPartition log, SignedNote cosigned) {
        due.put(log, new Due(cosigned, clock.instant()));
    }

    /**
     * Publishes what is due.
     *
     * @return why a log's is not there, by the logs of which it is not
     */
    Map<TopicPartition, String> turn() {
        Instant now = clock.instant();
        for (Map.Entry<TopicPartition, Due> log : due.entrySet()) {
            Due last = log.getValue();
            if (last.at().isAfter(now)) {
                continue;
            }
            try {
                topic.put(List.of(record(log.getKey(), last.note(), now)));
                log.setValue(new Due(last.note(), now.plus(BETWEEN_REPEATS)));
                refused.remove(log.getKey());
            } catch (RetriableException e) {
                log.setValue(new Due(last.note(), now.plus(BETWEEN_TRIES)));
                refused.put(log.getKey(), String.valueOf(e.getMessage()));
                break; // The others would wait for the same Kafka.
            }
        }
        return Map.copyOf(refused);
    }

    private static AuditCheckpoint record(TopicPartition log, SignedNote note, Instant now) {
        Checkpoint checkpoint = Checkpoint.in(note);
        return AuditCheckpoint.newBuilder()
                .setTopic(log.topic())
                .setPartition(log.partition())
                .setSize(checkpoint.size())
                .setRoot(ByteBuffer.wrap(checkpoint.root().bytes()))
                .setNote(note.toString())
                .setSignedAt(now)
                .build();
    }
}
