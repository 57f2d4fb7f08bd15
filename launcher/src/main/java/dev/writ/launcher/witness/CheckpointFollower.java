package dev.writ.launcher.witness;

import dev.writ.proof.checkpoint.Checkpoint;
import dev.writ.proof.checkpoint.LogOrigin;
import dev.writ.proof.entry.LoggedRecord;
import dev.writ.proof.note.NoteRefusedException;
import dev.writ.proof.note.SignedNote;
import dev.writ.proof.note.SignerKey;
import dev.writ.proof.note.VerifierKey;
import dev.writ.proof.witness.Witness;
import dev.writ.proof.witness.WitnessStore;
import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.AuditCheckpoint;
import dev.writ.schemas.serde.AvroDeserializer;
import dev.writ.schemas.serde.UnreadableRecordException;
import dev.writ.sink.checkpoint.CheckpointTopic;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows writ.audit.checkpoints with one consumer and the audit itself with another, both from their beginnings: a tree of
 * every log is grown from its records, as far as checkpoints ask for, and what is cosigned is published on the same topic.
 * For one thread.
 */
final class CheckpointFollower implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointFollower.class);
    private static final String CLIENT_ID = "writ-witness";
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(2);
    /** No more of them are read while so many wait for records. */
    private static final int MOST_WAITING = 10_000;

    private final VerifierKey operator;
    private final CheckpointTopic topic;
    private final InstantSource clock;
    private final AvroDeserializer<AuditCheckpoint> deserializer;
    private final KafkaConsumer<byte[], byte[]> checkpoints;
    private final KafkaConsumer<byte[], byte[]> audit;
    private final Map<TopicPartition, FollowedLog> logs = new HashMap<>();
    private final Map<TopicPartition, Instant> movedAt = new HashMap<>();

    private CheckpointFollower(
            KafkaConnection kafka, VerifierKey operator, CheckpointTopic topic, InstantSource clock) {
        this.operator = operator;
        this.topic = topic;
        this.clock = clock;
        this.deserializer = new AvroDeserializer<>(AuditCheckpoint.class, kafka.registry());
        this.checkpoints = reader(kafka, Topics.AUDIT_CHECKPOINTS.name());
        this.audit = reader(kafka, Topics.AUDIT.name());
    }

    /**
     * Begins to follow all logs of an operator.
     *
     * @param key the witness's
     * @param operator signs the logs
     * @param store what the witness remembers
     * @param topic where cosigned checkpoints go
     * @throws IOException if what is remembered cannot be read
     */
    static CheckpointFollower start(
            KafkaConnection kafka,
            SignerKey key,
            VerifierKey operator,
            WitnessStore store,
            CheckpointTopic topic,
            InstantSource clock)
            throws IOException {
        CheckpointFollower follower = new CheckpointFollower(kafka, operator, topic, clock);
        try {
            follower.begin(key, store);
            return follower;
        } catch (IOException | RuntimeException e) {
            try (follower) {
                throw e;
            }
        }
    }

    private static KafkaConsumer<byte[], byte[]> reader(KafkaConnection kafka, String topic) {
        Map<String, Object> settings = new HashMap<>(kafka.consumer(CLIENT_ID));
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }

    private void begin(SignerKey key, WitnessStore store) throws IOException {
        Map<String, List<VerifierKey>> followed = new HashMap<>();
        for (TopicPartition log : audit.assignment()) {
            followed.put(originOf(log), List.of(operator));
        }
        Witness witness = new Witness(key, followed, store, clock);
        for (TopicPartition log : audit.assignment()) {
            Optional<SignedNote> last = store.last(originOf(log));
            if (last.isPresent()) {
                publish(log, last.get()); // A stop may have come between remembering and publishing.
            }
            logs.put(log, new FollowedLog(witness, last.map(Checkpoint::in)));
        }
    }

    /**
     * Reads a little on, and cosigns what there is to be cosigned.
     *
     * @throws ForkedLogException if the operator signed what is not this history
     * @throws IOException if the witness cannot remember
     * @throws org.apache.kafka.common.KafkaException if the cluster or the registry is away or refuses
     */
    void turn() throws IOException {
        boolean full = logs.values().stream().anyMatch(log -> log.waiting() > MOST_WAITING);
        if (full) {
            checkpoints.pause(checkpoints.assignment());
        } else {
            checkpoints.resume(checkpoints.assignment());
        }
        for (ConsumerRecord<byte[], byte[]> record : checkpoints.poll(POLL)) {
            take(record);
        }
        for (Map.Entry<TopicPartition, FollowedLog> log : logs.entrySet()) {
            settle(log.getKey(), log.getValue());
        }
        chooseLogs();
        ConsumerRecords<byte[], byte[]> records = audit.poll(full ? POLL : Duration.ZERO);
        for (TopicPartition partition : records.partitions()) {
            grow(partition, records.records(partition));
        }
        Instant now = clock.instant();
        logs.forEach((partition, log) -> {
            boolean moves = !log.isBehind() || records.partitions().contains(partition);
            if (moves || !movedAt.containsKey(partition)) {
                movedAt.put(partition, now);
            } else if (movedAt.getOrDefault(partition, now).plus(PATIENCE).isBefore(now)) {
                requireRecords(partition, log);
                movedAt.put(partition, now);
            }
        });
    }

    /** A checkpoint is published behind its records, so that they are there. */
    private void requireRecords(TopicPartition partition, FollowedLog log) {
        Map<TopicPartition, Long> ends = audit.endOffsets(List.of(partition));
        if (audit.position(partition) >= ends.getOrDefault(partition, Long.MAX_VALUE)) {
            throw log.ends();
        }
    }

    private void grow(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) throws IOException {
        FollowedLog log = Objects.requireNonNull(logs.get(partition), "only followed logs are read");
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (!log.isBehind()) {
                audit.seek(partition, record.offset());
                return;
            }
            log.append(new LoggedRecord(record.offset(), record.timestamp(), record.key(), record.value()));
            settle(partition, log);
        }
    }

    private void settle(TopicPartition partition, FollowedLog log) throws IOException {
        Optional<SignedNote> cosigned = log.settle();
        if (cosigned.isPresent()) {
            publish(partition, cosigned.get());
        }
    }

    private String originOf(TopicPartition log) {
        return new LogOrigin(operator.name(), log.topic(), log.partition()).text();
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            AuditCheckpoint published = deserializer.deserialize(record.topic(), record.value());
            if (published != null) {
                SignedNote note = SignedNote.parse(published.getNote());
                note.signers(List.of(operator));
                String origin = Checkpoint.in(note).origin();
                logs.forEach((log, followed) -> {
                    if (originOf(log).equals(origin)) {
                        followed.add(note.only(List.of(operator)));
                    }
                });
            }
        } catch (UnreadableRecordException | NoteRefusedException e) {
            LOG.warn(
                    "passes over {}@{}, which {} did not sign",
                    record.partition(),
                    record.offset(),
                    operator.name(),
                    e);
        }
    }

    /** Only logs that are behind a checkpoint are read. */
    private void chooseLogs() {
        Set<TopicPartition> behind = new HashSet<>();
        Set<TopicPartition> resting = new HashSet<>();
        logs.forEach((log, followed) -> (followed.isBehind() ? behind : resting).add(log));
        audit.pause(resting);
        audit.resume(behind);
    }

    private void publish(TopicPartition log, SignedNote note) {
        Checkpoint checkpoint = Checkpoint.in(note);
        topic.put(List.of(AuditCheckpoint.newBuilder()
                .setTopic(log.topic())
                .setPartition(log.partition())
                .setSize(checkpoint.size())
                .setRoot(ByteBuffer.wrap(checkpoint.root().bytes()))
                .setNote(note.toString())
                .setSignedAt(clock.instant())
                .build()));
    }

    @Override
    public void close() {
        audit.close(CloseOptions.timeout(LONGEST_GOODBYE));
        checkpoints.close(CloseOptions.timeout(LONGEST_GOODBYE));
    }
}
