package dev.writ.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.writ.schemas.Topics;
import dev.writ.schemas.event.CompletionRequested;
import dev.writ.schemas.event.ExecutionStatus;
import dev.writ.schemas.event.StreamEnd;
import dev.writ.schemas.event.TokenEvent;
import dev.writ.testcluster.TestCluster;
import dev.writ.testcluster.TestClusterExtension;
import dev.writ.worker.JournalServer.Call;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A worker's process dies in mid-stream, and another goes on. */
@ExtendWith(TestClusterExtension.class)
class WorkerKillIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int STREAMS = 8;
    private static final int WORDS = 150;
    private static final String WHOLE_TEXT =
            IntStream.range(0, WORDS).mapToObj(i -> "wörd" + i + " ").collect(Collectors.joining());

    private final JournalServer provider = new JournalServer(WORDS, Duration.ofMillis(40));
    private final TestCluster cluster;
    private final TestTopics topics;

    WorkerKillIT(TestCluster cluster) {
        this.cluster = cluster;
        this.topics = new TestTopics(cluster);
    }

    @AfterEach
    void close() {
        try (topics) {
            provider.close();
        }
    }

    @Test
    void everyStreamOfAKilledWorkerIsResetOnceAndThenWhole() throws IOException, InterruptedException {
        // Given
        List<CompletionRequested> requests = IntStream.range(0, STREAMS)
                .mapToObj(i -> JournalServer.completion().build())
                .toList();
        try (WorkerProcess killed = WorkerProcess.start(TestWorkers.settings(cluster, provider.settings()))) {
            topics.ask(requests.toArray(CompletionRequested[]::new));
            await().atMost(PATIENCE)
                    .failFast(() ->
                            assertThat(killed.isAlive()).as(killed.output()).isTrue())
                    .until(() -> requests.stream()
                            .allMatch(request -> topics.tokensOf(request).size() >= 3));

            // When
            killed.kill();
        }
        try (WorkerService _ = TestWorkers.start(cluster, provider.settings())) {
            await().atMost(PATIENCE)
                    .until(() -> requests.stream()
                            .noneMatch(request -> topics.endsOf(request).isEmpty()));
        }

        // Then
        assertThat(requests).allSatisfy(this::assertTakenOver);
        assertThat(provider.calls()).hasSize(2 * STREAMS);
    }

    private void assertTakenOver(CompletionRequested request) {
        List<TokenEvent> events = topics.tokensOf(request);
        assertThat(events).extracting(TokenEvent::getAttempt).isSorted().containsOnly(1, 2);
        TokenStream first = TokenStream.ofAttempt(1, events);
        first.assertWhole();
        assertThat(first.end().getStatus()).isEqualTo(StreamEnd.SUPERSEDED);
        assertThat(WHOLE_TEXT).startsWith(first.text());
        assertThat(first.text()).isNotEmpty().hasSizeLessThan(WHOLE_TEXT.length());
        TokenStream second = TokenStream.ofAttempt(2, events);
        second.assertWhole();
        assertThat(second.end().getStatus()).isEqualTo(StreamEnd.COMPLETED);
        assertThat(second.text()).isEqualTo(WHOLE_TEXT);
        assertThat(topics.endsOf(request)).singleElement().satisfies(end -> {
            assertThat(end.getStatus()).isEqualTo(ExecutionStatus.COMPLETED);
            assertThat(end.getAttempt()).isEqualTo(2);
        });
        assertThat(topics.valuesOf(Topics.TEXTS, request))
                .singleElement()
                .satisfies(text -> assertThat(text.getText()).isEqualTo(WHOLE_TEXT));
        assertOneLiveCallAtATime(provider.callsOf(request));
    }

    private static void assertOneLiveCallAtATime(List<Call> calls) {
        assertThat(calls).hasSize(2);
        assertThat(calls.getFirst().closedAt()).isDone();
        assertThat(calls.getFirst().closedAt().join() - calls.getLast().openedAt())
                .as("from the second call to the end of the first, in nanoseconds")
                .isNegative();
    }
}
