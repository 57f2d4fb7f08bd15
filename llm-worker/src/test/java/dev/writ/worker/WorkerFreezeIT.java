package dev.writ.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.writ.schemas.event.CompletionRequested;
import dev.writ.testcluster.TestCluster;
import dev.writ.testcluster.TestClusterExtension;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A worker's process stands still for so long that another one takes its place, and then goes on. */
@ExtendWith(TestClusterExtension.class)
class WorkerFreezeIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final JournalServer provider = new JournalServer(3, Duration.ofMillis(10));
    private final TestCluster cluster;
    private final TestTopics topics;

    WorkerFreezeIT(TestCluster cluster) {
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
    void doesNotBeginWhatItHadFetchedAndAnotherOneHasRun() throws IOException, InterruptedException {
        // Given: a worker whose fetch is at the broker when it stands still, so that what comes then is what it finds
        // first
        CompletionRequested before = JournalServer.completion().build();
        List<CompletionRequested> meanwhile = Stream.generate(
                        () -> JournalServer.completion().build())
                .limit(30)
                .toList();
        CompletionRequested afterwards = JournalServer.completion().build();
        try (WorkerProcess frozen = WorkerProcess.start(TestWorkers.settings(cluster, provider.settings()))) {
            topics.ask(before);
            awaitEnd(before);
            frozen.freeze();
            topics.ask(meanwhile.toArray(CompletionRequested[]::new));
            try (WorkerService _ = TestWorkers.start(cluster, provider.settings())) {
                meanwhile.forEach(this::awaitEnd);

                // When
                frozen.goOn();
                await().atMost(PATIENCE).until(() -> frozen.output().contains("has given"));
            }

            // Then: it has its place again, and has asked for nothing twice
            topics.ask(afterwards);
            awaitEnd(afterwards);
        }
        assertThat(meanwhile)
                .allSatisfy(request -> assertThat(provider.callsOf(request)).hasSize(1));
        assertThat(provider.callsOf(afterwards)).hasSize(1);
    }

    private void awaitEnd(CompletionRequested request) {
        await().atMost(PATIENCE).until(() -> !topics.endsOf(request).isEmpty());
    }
}
