package dev.writ.launcher.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.writ.launcher.history.Auditor;
import dev.writ.launcher.history.Auditor.Answer;
import dev.writ.local.LocalCluster;
import dev.writ.local.LocalClusterConfig;
import dev.writ.proof.checkpoint.Checkpoint;
import dev.writ.proof.entry.Leaf;
import dev.writ.proof.entry.LoggedRecord;
import dev.writ.proof.merkle.Frontier;
import dev.writ.proof.note.KeyType;
import dev.writ.proof.note.SignerKey;
import dev.writ.proof.witness.WitnessStore;
import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.AuditCheckpoint;
import dev.writ.sink.checkpoint.KafkaCheckpointTopic;
import dev.writ.sink.publish.DurableProducer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** A witness that is stopped and started again; each test has a log, a memory and an operator of its own. */
@TestInstance(Lifecycle.PER_CLASS)
class CheckpointFollowerIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** A partition for each. */
    private static final int TESTS = 4;

    private static final SignerKey KEY = SignerKey.of("witness", KeyType.COSIGNATURE, new byte[32]);

    private final LocalCluster cluster = LocalCluster.start(new LocalClusterConfig(null, 0, 0, 0, TESTS));
    private final KafkaConnection kafka = cluster.connection();
    private final Producer<byte[], byte[]> producer =
            new KafkaProducer<>(kafka.producer("test"), new ByteArraySerializer(), new ByteArraySerializer());
    private final DurableProducer checkpointProducer = new DurableProducer(kafka, "test-checkpoints");
    private final KafkaCheckpointTopic checkpoints = new KafkaCheckpointTopic(checkpointProducer, kafka, "/test");

    private int partition = -1;
    private SignerKey operator = SignerKey.generate("unused", KeyType.ED25519);
    private Frontier tree = Frontier.EMPTY;
    private Path memory = Path.of("");

    @BeforeAll
    void createTopics() {
        Answer created = new Auditor(kafka).ask("topics", "--create");
        assertThat(created.code()).as(created.err()).isZero();
    }

    @BeforeEach
    void takeAnotherLog(@TempDir Path folder) {
        partition++;
        operator = SignerKey.generate("prod-" + partition, KeyType.ED25519);
        tree = Frontier.EMPTY;
        memory = folder;
    }

    @AfterAll
    void stop() {
        producer.close();
        checkpointProducer.close();
        cluster.close();
    }

    @Test
    void goesOnWhereItStoppedAndReadsNothingOfBefore() throws IOException, ExecutionException, InterruptedException {
        // Given
        append(5);
        sign();
        runUntilCosigned(5);
        behead(4); // Whoever reads from the beginning has another tree.
        append(3);
        sign();

        // When
        runUntilCosigned(8);

        // Then
        assertThat(new ReadingFile(memory).read().of(origin()).frontier().root())
                .isEqualTo(tree.root());
    }

    @Test
    void readsTheAuditFromItsBeginningWithoutTheFile() throws IOException, ExecutionException, InterruptedException {
        // Given
        append(5);
        sign();
        runUntilCosigned(5);
        new ReadingFile(memory).write(Reading.NOTHING);
        append(3);
        sign();

        // When
        runUntilCosigned(8);

        // Then
        assertThat(new ReadingFile(memory).read().of(origin()).next()).isEqualTo(8);
    }

    @Test
    void saysThatTheLogNoLongerHasWhatItGoesOnWith() throws IOException, ExecutionException, InterruptedException {
        // Given
        append(5);
        sign();
        runUntilCosigned(5);
        append(3);
        behead(7);

        // When, Then
        assertThatThrownBy(() -> runUntilCosigned(8))
                .isInstanceOf(ForkedLogException.class)
                .hasMessageContaining("the checkpoint of 5 records")
                .hasMessageEndingWith("was cosigned, and goes on at offset 5; the log has 7 to 8 now");
    }

    @Test
    void isReadyOnceItHasReadWhatWasPublished() throws IOException, ExecutionException, InterruptedException {
        // Given
        append(2);
        sign();

        // When
        try (WitnessStore store = WitnessStore.open(memory);
                CheckpointFollower witness = start(store)) {
            witness.turn();
            Map<String, String> first = witness.troubles();
            await().atMost(PATIENCE).until(() -> {
                witness.turn();
                return witness.troubles().isEmpty();
            });

            // Then
            assertThat(first).containsKey("start");
            assertThat(store.last(origin()))
                    .map(Checkpoint::in)
                    .map(Checkpoint::size)
                    .contains(2L);
        }
    }

    private CheckpointFollower start(WitnessStore store) throws IOException {
        return CheckpointFollower.start(
                kafka, KEY, operator.verifier(), store, new ReadingFile(memory), checkpoints, InstantSource.system());
    }

    private void runUntilCosigned(long size) throws IOException {
        try (WitnessStore store = WitnessStore.open(memory);
                CheckpointFollower witness = start(store)) {
            await().atMost(PATIENCE).until(() -> {
                witness.turn();
                return store.last(origin())
                        .map(Checkpoint::in)
                        .map(Checkpoint::size)
                        .equals(Optional.of(size));
            });
        }
    }

    private String origin() {
        return operator.verifier().name() + "/" + Topics.AUDIT.name() + "/" + partition;
    }

    private void append(int records) throws ExecutionException, InterruptedException {
        for (int n = 0; n < records; n++) {
            byte[] value = ("record " + n).getBytes(StandardCharsets.UTF_8);
            RecordMetadata written = producer.send(new ProducerRecord<>(Topics.AUDIT.name(), partition, null, value))
                    .get();
            LoggedRecord record = new LoggedRecord(written.offset(), written.timestamp(), null, value);
            tree = tree.append(Leaf.of(record).hash());
        }
    }

    private void sign() {
        Checkpoint checkpoint = Checkpoint.of(origin(), tree);
        checkpoints.put(List.of(AuditCheckpoint.newBuilder()
                .setTopic(Topics.AUDIT.name())
                .setPartition(partition)
                .setSize(checkpoint.size())
                .setRoot(ByteBuffer.wrap(checkpoint.root().bytes()))
                .setNote(checkpoint.signedBy(operator).toString())
                .setSignedAt(Instant.now())
                .build()));
    }

    private void behead(long firstOffset) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(kafka.admin("test"))) {
            TopicPartition log = new TopicPartition(Topics.AUDIT.name(), partition);
            admin.deleteRecords(Map.of(log, RecordsToDelete.beforeOffset(firstOffset)))
                    .all()
                    .get();
        }
    }
}
