package dev.writ.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.writ.schemas.Topics;
import dev.writ.schemas.event.CompletionRequested;
import dev.writ.schemas.event.DeadLetterReason;
import dev.writ.schemas.event.DeadLettered;
import dev.writ.schemas.event.ExecutionFinished;
import dev.writ.schemas.event.ExecutionStatus;
import dev.writ.schemas.event.StreamEnd;
import dev.writ.schemas.event.StreamStarted;
import dev.writ.schemas.event.TokenEvent;
import dev.writ.testcluster.TestCluster;
import dev.writ.testcluster.TestClusterExtension;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestClusterExtension.class)
class WorkerServiceIT {

    private final TestTopics topics;
    private final WorkerService worker;

    WorkerServiceIT(TestCluster cluster) {
        this.topics = new TestTopics(cluster);
        this.worker = TestWorkers.start(cluster);
    }

    @AfterEach
    void stop() {
        try (topics) {
            worker.close();
        }
    }

    @Test
    void streamsACompletionAndEndsItsExecutionOnce() {
        // Given
        CompletionRequested request = TestCompletions.completion().build();

        // When
        topics.ask(request);

        // Then
        awaitEnd(request);
        TokenStream stream = new TokenStream(topics.tokensOf(request));
        stream.assertWhole();
        assertThat(stream.end().getStatus()).isEqualTo(StreamEnd.COMPLETED);
        assertThat(((StreamStarted) stream.events().getFirst().getBody()).getProvider())
                .isEqualTo("simulated");
        assertThat(topics.endsOf(request)).singleElement().satisfies(end -> {
            assertThat(end.getStatus()).isEqualTo(ExecutionStatus.COMPLETED);
            assertThat(end.getTextSha256()).contains(stream.end().getTextSha256());
            assertThat(end.getAttempt()).isEqualTo(1);
            assertThat(end.getUsage()).isEqualTo(stream.end().getUsage());
        });
    }

    @Test
    void passesTheTraceOnAndNamesEachEventOnce() {
        // Given
        CompletionRequested request = TestCompletions.completion().build();

        // When
        topics.ask(request);

        // Then
        awaitEnd(request);
        List<ConsumerRecord<byte[], byte[]>> tokens = topics.recordsOf(Topics.TOKENS, request.getExecutionId());
        assertThat(tokens).extracting(read -> header(read, "traceparent")).containsOnly(TestTopics.TRACEPARENT);
        assertThat(tokens).extracting(read -> header(read, "ce_id")).doesNotHaveDuplicates();
        assertThat(tokens)
                .extracting(read -> header(read, "ce_type"))
                .contains("dev.writ.stream.started", "dev.writ.token.delta", "dev.writ.stream.ended");
    }

    @Test
    void failsAnExecutionWhoseStreamIsTruncated() {
        // Given
        CompletionRequested request = TestCompletions.completion("simulated-truncate");

        // When
        topics.ask(request);

        // Then
        ExecutionFinished end = awaitEnd(request);
        assertThat(end.getStatus()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(end.getErrorCode()).contains("upstream_truncated");
        new TokenStream(topics.tokensOf(request)).assertWhole();
    }

    @Test
    void deadLettersAnUnreadableRecordAndRunsItsNeighbours() {
        // Given
        CompletionRequested before = TestCompletions.completion().build();
        CompletionRequested after = TestCompletions.completion().build();
        String key = "poison-" + before.getExecutionId();

        // When
        topics.ask(before);
        topics.send(new ProducerRecord<>(
                Topics.COMPLETIONS.name(), 0, TestTopics.utf8(key), TestTopics.utf8("no Avro at all")));
        topics.ask(after);

        // Then
        awaitEnd(before);
        awaitEnd(after);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !topics.recordsOf(Topics.DEAD_LETTERS, key).isEmpty());
        List<DeadLettered> letters = topics.valuesOf(
                Topics.DEAD_LETTERS,
                TestCompletions.completion().setExecutionId(key).build());
        assertThat(letters).singleElement().satisfies(letter -> {
            assertThat(letter.getReason()).isEqualTo(DeadLetterReason.UNREADABLE);
            assertThat(letter.getOrigin().getTopic()).isEqualTo(Topics.COMPLETIONS.name());
            assertThat(letter.getStage()).isEqualTo("worker");
        });
    }

    @Test
    void runsFiftyStreamsAtOnce() {
        // Given
        List<CompletionRequested> requests = IntStream.range(0, 50)
                .mapToObj(i -> TestCompletions.completion().build())
                .toList();

        // When
        topics.ask(requests.toArray(CompletionRequested[]::new));

        // Then
        for (CompletionRequested request : requests) {
            assertThat(awaitEnd(request).getStatus()).isEqualTo(ExecutionStatus.COMPLETED);
            List<TokenEvent> tokens = topics.tokensOf(request);
            new TokenStream(tokens).assertWhole();
        }
    }

    private ExecutionFinished awaitEnd(CompletionRequested request) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !topics.endsOf(request).isEmpty());
        return topics.endsOf(request).getFirst();
    }

    private static String header(ConsumerRecord<?, ?> read, String name) {
        return new String(read.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
