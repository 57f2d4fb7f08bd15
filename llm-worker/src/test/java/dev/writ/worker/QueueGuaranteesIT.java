package dev.writ.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.writ.schemas.Topics;
import dev.writ.schemas.event.CompletionRequested;
import dev.writ.testcluster.TestCluster;
import dev.writ.testcluster.TestClusterExtension;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestClusterExtension.class)
class QueueGuaranteesIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final TestCluster cluster;
    private final TestTopics topics;

    QueueGuaranteesIT(TestCluster cluster) {
        this.cluster = cluster;
        this.topics = new TestTopics(cluster);
    }

    @AfterEach
    void close() {
        topics.close();
    }

    @Test
    void neverRunsACompletionOfAnAbortedTransaction() {
        // Given
        CompletionRequested aborted = TestCompletions.completion().build();
        CompletionRequested committed = TestCompletions.completion().build();

        // When
        try (WorkerService _ = TestWorkers.start(cluster);
                KafkaProducer<byte[], byte[]> producer = topics.transactionalProducer("aborts")) {
            producer.initTransactions();
            producer.beginTransaction();
            var _ = producer.send(inPartitionZero(aborted));
            producer.flush();
            producer.abortTransaction();
            producer.beginTransaction();
            var _ = producer.send(inPartitionZero(committed));
            producer.commitTransaction();
            awaitEnd(committed);
        }

        // Then
        assertThat(topics.tokensOf(aborted)).isEmpty();
    }

    @Test
    void runsACompletionOnlyWhenItsTransactionIsCommitted() {
        // Given
        CompletionRequested pending = TestCompletions.completion().build();
        CompletionRequested elsewhere = TestCompletions.completion().build();
        try (WorkerService _ = TestWorkers.start(cluster);
                KafkaProducer<byte[], byte[]> producer = topics.transactionalProducer("waits")) {
            producer.initTransactions();
            producer.beginTransaction();
            var _ = producer.send(inPartitionZero(pending));
            producer.flush();
            topics.send(inPartition(1, elsewhere));
            awaitEnd(elsewhere);
            assertThat(topics.tokensOf(pending)).isEmpty();

            // When
            producer.commitTransaction();

            // Then
            awaitEnd(pending);
            new TokenStream(topics.tokensOf(pending)).assertWhole();
        }
    }

    @Test
    void holdsARecordWhileTheSchemaRegistryIsAway() {
        // Given
        CompletionRequested request = TestCompletions.completion().build();
        ProducerRecord<byte[], byte[]> made = topics.recordOf(request);
        GatedProvider provider = new GatedProvider();
        try (WorkerService _ = TestWorkers.start(cluster, provider, Map.of())) {
            cluster.stopRegistry();
            topics.send(made);
            await().during(Duration.ofSeconds(1)).until(() -> !provider.calls().contains(request.getExecutionId()));

            // When
            cluster.startRegistry();

            // Then
            awaitEnd(request);
            assertThat(topics.recordsOf(Topics.DEAD_LETTERS, request.getExecutionId()))
                    .isEmpty();
        }
    }

    @Test
    void runsNoMoreStreamsAtOnceThanItMay() {
        // Given
        GatedProvider provider = new GatedProvider();
        CompletionRequested[] requests = new CompletionRequested[9];
        Arrays.setAll(requests, i -> TestCompletions.completion(GatedProvider.GATED_MODEL));
        try (WorkerService _ = TestWorkers.start(cluster, provider, Map.of(WorkerKeys.MAX_STREAMS, "4"))) {

            // When
            topics.ask(requests);
            await().atMost(SOON).until(() -> provider.calls().size() == 4);

            // Then
            await().during(Duration.ofMillis(500)).until(() -> provider.calls().size() == 4);
            provider.open();
            for (CompletionRequested request : requests) {
                awaitEnd(request);
            }
        }
    }

    private ProducerRecord<byte[], byte[]> inPartitionZero(CompletionRequested request) {
        return inPartition(0, request);
    }

    private ProducerRecord<byte[], byte[]> inPartition(int partition, CompletionRequested request) {
        ProducerRecord<byte[], byte[]> made = topics.recordOf(request);
        return new ProducerRecord<>(made.topic(), partition, made.key(), made.value(), made.headers());
    }

    private void awaitEnd(CompletionRequested request) {
        await().atMost(SOON).until(() -> !topics.endsOf(request).isEmpty());
    }
}
