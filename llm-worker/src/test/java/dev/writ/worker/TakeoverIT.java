package dev.writ.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.writ.schemas.Topics;
import dev.writ.schemas.event.CompletionRequested;
import dev.writ.schemas.event.CompletionText;
import dev.writ.schemas.event.DeadLetterReason;
import dev.writ.schemas.event.ExecutionFinished;
import dev.writ.schemas.event.ExecutionStatus;
import dev.writ.schemas.event.StreamEnd;
import dev.writ.testcluster.TestCluster;
import dev.writ.testcluster.TestClusterExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestClusterExtension.class)
class TakeoverIT {

    private static final Map<String, String> NO_DRAIN = Map.of(WorkerKeys.DRAIN_MS, "0");
    private static final Duration SOON = Duration.ofSeconds(30);

    private final TestCluster cluster;
    private final TestTopics topics;

    TakeoverIT(TestCluster cluster) {
        this.cluster = cluster;
        this.topics = new TestTopics(cluster);
    }

    @AfterEach
    void close() {
        topics.close();
    }

    @Test
    void supersedesTheAttemptOfAWorkerThatStoppedInMidStream() {
        // Given
        CompletionRequested request = TestCompletions.completion(GatedProvider.GATED_MODEL);
        stopInMidStream(request, new GatedProvider());

        // When
        try (WorkerService _ = TestWorkers.start(cluster)) {
            awaitEnd(request);
        }

        // Then
        TokenStream first = TokenStream.ofAttempt(1, topics.tokensOf(request));
        first.assertWhole();
        assertThat(first.text()).isEqualTo("Grüße, world ");
        assertThat(first.end().getStatus()).isEqualTo(StreamEnd.SUPERSEDED);
        TokenStream again = TokenStream.ofAttempt(2, topics.tokensOf(request));
        again.assertWhole();
        assertThat(again.end().getStatus()).isEqualTo(StreamEnd.COMPLETED);
        assertThat(topics.endsOf(request)).singleElement().satisfies(end -> {
            assertThat(end.getStatus()).isEqualTo(ExecutionStatus.COMPLETED);
            assertThat(end.getAttempt()).isEqualTo(2);
        });
    }

    @Test
    void endsAnAttemptThatWasCancelledWhileNobodyRanItWithoutAskingTheProviderAgain() {
        // Given
        CompletionRequested request = TestCompletions.completion(GatedProvider.GATED_MODEL);
        stopInMidStream(request, new GatedProvider());
        topics.publish(Topics.EXECUTION_CONTROLS, request.getExecutionId(), TestStops.cancel(request, "user-1"));

        // When
        GatedProvider provider = new GatedProvider();
        try (WorkerService _ = TestWorkers.start(cluster, provider, NO_DRAIN)) {
            awaitEnd(request);
        }

        // Then
        TokenStream stream = new TokenStream(topics.tokensOf(request));
        stream.assertWhole();
        assertThat(stream.end().getStatus()).isEqualTo(StreamEnd.CANCELLED);
        assertThat(stream.end().getStoppedBy()).contains("user-1");
        assertThat(topics.valuesOf(Topics.TEXTS, request))
                .singleElement()
                .satisfies(text -> assertThat(text.getText()).isEqualTo("Grüße, world "));
        assertThat(provider.calls()).doesNotContain(request.getExecutionId());
    }

    @Test
    void letsARunningStreamEndWithinTheDrainTime() {
        // Given
        GatedProvider provider = new GatedProvider();
        CompletionRequested request = TestCompletions.completion(GatedProvider.GATED_MODEL);
        WorkerService worker = TestWorkers.start(cluster, provider, Map.of(WorkerKeys.DRAIN_MS, "30000"));
        topics.ask(request);
        await().atMost(SOON).until(() -> topics.tokensOf(request).size() >= 2);

        // When
        Thread closing = Thread.ofVirtual().start(worker::close);
        await().until(() -> closing.getState() != Thread.State.RUNNABLE);
        provider.open();
        await().atMost(SOON).until(() -> !closing.isAlive());

        // Then
        assertThat(awaitEnd(request).getAttempt()).isEqualTo(1);
    }

    @Test
    void publishesTheEndAgainWithoutAskingTheProviderTwice() throws ExecutionException, InterruptedException {
        // Given
        CompletionRequested request = TestCompletions.completion().build();
        GatedProvider provider = new GatedProvider();
        try (WorkerService _ = TestWorkers.start(cluster, provider, NO_DRAIN)) {
            topics.ask(request);
            awaitEnd(request);
        }
        deliverAgain(request);

        // When
        try (WorkerService _ = TestWorkers.start(cluster, provider, NO_DRAIN)) {
            await().atMost(SOON).until(() -> topics.endsOf(request).size() == 2);
        }

        // Then
        assertThat(provider.calls()).containsOnlyOnce(request.getExecutionId());
        List<ExecutionFinished> ends = topics.endsOf(request);
        assertThat(ends.getLast()).isEqualTo(ends.getFirst());
        List<CompletionText> texts = topics.valuesOf(Topics.TEXTS, request);
        assertThat(texts).hasSize(2).allSatisfy(text -> assertThat(text).isEqualTo(texts.getFirst()));
        assertThat(texts.getFirst().getText()).isEqualTo("Grüße, world 🌍.");
    }

    @Test
    void doesNotRepeatWhatFinishedBehindASlowStream() {
        // Given
        CompletionRequested slow = TestCompletions.completion(GatedProvider.GATED_MODEL);
        List<CompletionRequested> quick = IntStream.range(0, 30)
                .mapToObj(i -> TestCompletions.completion().build())
                .toList();
        try (WorkerService _ = TestWorkers.start(cluster, new GatedProvider(), NO_DRAIN)) {
            topics.ask(slow);
            topics.ask(quick.toArray(CompletionRequested[]::new));
            quick.forEach(this::awaitEnd);
        }

        // When
        GatedProvider provider = new GatedProvider();
        provider.open();
        try (WorkerService _ = TestWorkers.start(cluster, provider, NO_DRAIN)) {
            awaitEnd(slow);
        }

        // Then
        assertThat(provider.calls()).containsExactly(slow.getExecutionId());
        assertThat(quick)
                .allSatisfy(request -> assertThat(topics.endsOf(request)).hasSize(1));
    }

    @Test
    void deadLettersAnExecutionThatWasBegunTooOften() {
        // Given
        CompletionRequested request = TestCompletions.completion(GatedProvider.GATED_MODEL);
        stopInMidStream(request, new GatedProvider());

        // When
        try (WorkerService _ =
                TestWorkers.start(cluster, new GatedProvider(), Map.of(WorkerKeys.MAX_EXECUTION_ATTEMPTS, "1"))) {
            awaitEnd(request);
        }

        // Then
        TokenStream stream = new TokenStream(topics.tokensOf(request));
        stream.assertWhole();
        assertThat(stream.end().getErrorCode()).contains("attempts_exhausted");
        assertThat(topics.endsOf(request))
                .singleElement()
                .extracting(ExecutionFinished::getStatus)
                .isEqualTo(ExecutionStatus.FAILED);
        assertThat(topics.valuesOf(Topics.DEAD_LETTERS, request))
                .singleElement()
                .satisfies(letter -> {
                    assertThat(letter.getReason()).isEqualTo(DeadLetterReason.EXHAUSTED);
                    assertThat(letter.getRequestId()).contains(request.getRequestId());
                });
    }

    @Test
    void sharesRunningWorkWithAWorkerThatJoins() {
        // Given
        GatedProvider provider = new GatedProvider();
        List<CompletionRequested> requests = IntStream.range(0, 24)
                .mapToObj(i -> TestCompletions.completion(GatedProvider.GATED_MODEL))
                .toList();
        try (WorkerService _ = TestWorkers.start(cluster, provider, NO_DRAIN)) {
            topics.ask(requests.toArray(CompletionRequested[]::new));
            await().atMost(SOON).until(() -> provider.calls().size() == requests.size());

            // When
            try (WorkerService _ = TestWorkers.start(cluster)) {
                await().atMost(SOON)
                        .until(() -> requests.stream()
                                .anyMatch(request -> !topics.endsOf(request).isEmpty()));
                provider.open();
                requests.forEach(this::awaitEnd);
            }
        }

        // Then
        assertThat(requests).allSatisfy(request -> {
            ExecutionFinished end = topics.endsOf(request).getFirst();
            assertThat(topics.endsOf(request)).hasSize(1);
            assertThat(end.getStatus()).isEqualTo(ExecutionStatus.COMPLETED);
            IntStream.rangeClosed(1, end.getAttempt())
                    .forEach(attempt -> TokenStream.ofAttempt(attempt, topics.tokensOf(request))
                            .assertWhole());
        });
        assertThat(requests)
                .extracting(request -> topics.endsOf(request).getFirst().getAttempt())
                .contains(1, 2);
    }

    private void stopInMidStream(CompletionRequested request, GatedProvider provider) {
        try (WorkerService _ = TestWorkers.start(cluster, provider, NO_DRAIN)) {
            topics.ask(request);
            await().atMost(SOON).until(() -> topics.tokensOf(request).size() == 3);
        }
    }

    /** Sets the group back to the request's record, as if the commit behind it had been lost. */
    private void deliverAgain(CompletionRequested request) throws ExecutionException, InterruptedException {
        ConsumerRecord<byte[], byte[]> asked =
                topics.recordsOf(Topics.COMPLETIONS, request.getExecutionId()).getFirst();
        try (Admin admin = Admin.create(cluster.connection().admin("test"))) {
            admin.alterConsumerGroupOffsets(
                            TestWorkers.GROUP,
                            Map.of(
                                    new TopicPartition(asked.topic(), asked.partition()),
                                    new OffsetAndMetadata(asked.offset())))
                    .all()
                    .get();
        }
    }

    private ExecutionFinished awaitEnd(CompletionRequested request) {
        await().atMost(SOON).until(() -> !topics.endsOf(request).isEmpty());
        return topics.endsOf(request).getFirst();
    }
}
