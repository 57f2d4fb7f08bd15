package dev.writ.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.writ.schemas.Topics;
import dev.writ.schemas.event.CompletionRequested;
import dev.writ.schemas.event.ExecutionControlKind;
import dev.writ.schemas.event.ExecutionFinished;
import dev.writ.schemas.event.ExecutionStatus;
import dev.writ.schemas.event.Maturity;
import dev.writ.schemas.event.StreamEnd;
import dev.writ.schemas.event.StreamEnded;
import dev.writ.testcluster.TestCluster;
import dev.writ.testcluster.TestClusterExtension;
import dev.writ.worker.JournalServer.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(TestClusterExtension.class)
class StopIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int TRIES = 11;

    private final JournalServer provider = new JournalServer(10_000, Duration.ofMillis(10));
    private final TestTopics topics;
    private final WorkerService worker;
    private final KafkaProducer<byte[], byte[]> producer;

    StopIT(TestCluster cluster) {
        this.topics = new TestTopics(cluster);
        this.worker = TestWorkers.start(cluster, provider.settings());
        this.producer = topics.producer(Map.of());
    }

    @AfterEach
    void stop() {
        try (topics;
                provider;
                producer) {
            worker.close();
        }
    }

    @Test
    void aCancelClosesTheConnectionAtOnce() throws InterruptedException, ExecutionException, TimeoutException {
        List<Double> toClosed = new ArrayList<>();
        List<Double> toEnd = new ArrayList<>();
        for (int i = 0; i < TRIES; i++) {
            // Given
            CompletionRequested request = JournalServer.completion().build();
            Call call = startStream(request);

            // When
            long asked = System.nanoTime();
            cancel(request, "user-1");

            // Then
            toClosed.add(millis(call.closedAt().get(20, TimeUnit.SECONDS) - asked));
            ExecutionFinished finished = awaitEnd(request);
            TokenStream stream = new TokenStream(topics.tokensOf(request));
            toEnd.add(endedAt(stream) - askedAt(request));
            assertCancelled(stream, finished, "cancelled_by_client", "user-1");
            assertThat(stream.end().getErrorMessage()).contains("no longer wanted");
            assertThat(stream.text()).startsWith("wörd0 ");
            assertThat(topics.valuesOf(Topics.TEXTS, request)).singleElement().satisfies(text -> {
                assertThat(text.getText()).isEqualTo(stream.text());
                assertThat(text.getEnded()).isEqualTo(stream.end());
                assertThat(text.getModel()).isEqualTo("journaled");
            });
        }
        assertThat(median(toClosed))
                .as("milliseconds of %s, to the end %s", toClosed, toEnd)
                .isLessThan(100);
        assertThat(toClosed).allSatisfy(millis -> assertThat(millis).isLessThan(2_000));
    }

    @Test
    void aCancelClosesTheConnectionWhileItWaitsForTheHead()
            throws InterruptedException, ExecutionException, TimeoutException {
        List<Double> toClosed = new ArrayList<>();
        for (int i = 0; i < TRIES; i++) {
            // Given
            CompletionRequested request = JournalServer.completion()
                    .setModel(JournalServer.SILENT_MODEL)
                    .build();
            topics.ask(request);
            await().atMost(SOON).until(() -> !provider.callsOf(request).isEmpty());

            // When
            long asked = System.nanoTime();
            cancel(request, "user-1");

            // Then
            Call call = provider.callsOf(request).getFirst();
            toClosed.add(millis(call.closedAt().get(20, TimeUnit.SECONDS) - asked));
            ExecutionFinished finished = awaitEnd(request);
            assertCancelled(new TokenStream(topics.tokensOf(request)), finished, "cancelled_by_client", "user-1");
            assertThat(finished.getUsage()).isEmpty();
            assertThat(finished.getTtftMs()).isEmpty();
        }
        assertThat(median(toClosed)).as("milliseconds of %s", toClosed).isLessThan(100);
    }

    @ParameterizedTest
    @CsvSource({"paused, agent_paused", "demoted, agent_demoted", "outcome, agent_demoted", "emergency, emergency_stop"
    })
    void revocationEndsARunningStream(String what, String code)
            throws InterruptedException, ExecutionException, TimeoutException {
        // Given
        CompletionRequested request = revocable(what).build();
        CompletionRequested other = revocable("other-" + what).build();
        Call call = startStream(request);
        Call unconcerned = startStream(other);

        // When
        revoke(what);

        // Then
        assertThat(call.closedAt().get(20, TimeUnit.SECONDS)).isPositive();
        ExecutionFinished finished = awaitEnd(request);
        assertCancelled(new TokenStream(topics.tokensOf(request)), finished, code, "boss");
        assertThat(unconcerned.closedAt()).isNotDone();
        cancel(other, "user-1");
        awaitEnd(other);
    }

    @ParameterizedTest
    @CsvSource({"cancel, cancelled_by_client, user-1", "paused, agent_paused, boss", "emergency, emergency_stop, boss"})
    void whatIsStoppedBeforeItStartsCallsNobody(String what, String code, String by) {
        // Given
        CompletionRequested request = revocable("early-" + what).build();
        CompletionRequested later = JournalServer.completion().build();
        if (what.equals("cancel")) {
            cancel(request, "user-1");
        } else {
            revoke("early-" + what);
        }
        startStream(later);
        cancel(later, "user-1");
        awaitEnd(later);

        // When
        topics.ask(request);

        // Then
        ExecutionFinished finished = awaitEnd(request);
        TokenStream stream = new TokenStream(topics.tokensOf(request));
        assertThat(stream.events()).hasSize(2);
        assertCancelled(stream, finished, code, by);
        assertThat(finished.getProvider()).isEmpty();
        assertThat(provider.callsOf(request)).isEmpty();
    }

    @Test
    void furtherStopsAndLateOnesChangeNothing() {
        // Given
        CompletionRequested request = JournalServer.completion().build();
        startStream(request);

        // When
        cancel(request, "first");
        cancel(request, "second");
        awaitEnd(request);
        cancel(request, "late");

        // Then
        CompletionRequested next = JournalServer.completion().build();
        startStream(next);
        cancel(next, "user-1");
        awaitEnd(next);
        assertThat(topics.endsOf(request))
                .singleElement()
                .satisfies(end -> assertThat(end.getStoppedBy()).contains("first"));
        assertCancelled(new TokenStream(topics.tokensOf(request)), awaitEnd(request), "cancelled_by_client", "first");
    }

    @Test
    void neitherAReaderNorPoisonStopsAStream() throws InterruptedException, ExecutionException {
        // Given
        CompletionRequested request = JournalServer.completion().build();
        Call call = startStream(request);

        // When
        producer.send(new ProducerRecord<>(
                        Topics.EXECUTION_CONTROLS.name(),
                        TestTopics.utf8(request.getExecutionId()),
                        TestTopics.utf8("no Avro at all")))
                .get();
        producer.send(topics.recordOf(
                        Topics.EXECUTION_CONTROLS,
                        request.getExecutionId(),
                        TestStops.control(request, "gateway-1")
                                .setKind(ExecutionControlKind.READING)
                                .setCode("reading")
                                .build()))
                .get();

        // Then
        await().during(Duration.ofMillis(500)).until(() -> !call.closedAt().isDone());
        cancel(request, "user-1");
        assertThat(awaitEnd(request).getStatus()).isEqualTo(ExecutionStatus.CANCELLED);
    }

    private static CompletionRequested.Builder revocable(String what) {
        return JournalServer.completion()
                .setAgentId("agent-" + what)
                .setWorkspaceId("workspace-" + what)
                .setAgentVersion(5)
                .setRequiredStatus(Maturity.INTERN);
    }

    private void revoke(String what) {
        String agent = "agent-" + what;
        String kind = what.substring(what.indexOf('-') + 1);
        switch (kind) {
            case "paused" ->
                topics.publish(
                        Topics.AGENTS,
                        agent,
                        TestStops.agent(agent, 6)
                                .setPaused(true)
                                .setChange("paused")
                                .build());
            case "demoted" ->
                topics.publish(
                        Topics.AGENTS,
                        agent,
                        TestStops.agent(agent, 6)
                                .setMaturity(Maturity.SUPERVISED)
                                .setChange("demoted")
                                .build());
            case "outcome" ->
                topics.publish(
                        Topics.AGENTS,
                        agent,
                        TestStops.agent(agent, 6).setMaturity(Maturity.STUDENT).build());
            default ->
                topics.publish(
                        Topics.CONTROLS,
                        "EMERGENCY_STOP:workspace-" + what,
                        TestStops.emergencyStop("workspace-" + what).build());
        }
    }

    private void cancel(CompletionRequested request, String actor) {
        var _ = producer.send(
                topics.recordOf(Topics.EXECUTION_CONTROLS, request.getExecutionId(), TestStops.cancel(request, actor)));
        producer.flush();
    }

    /** Asks, and returns the call when text has gone out. */
    private Call startStream(CompletionRequested request) {
        topics.ask(request);
        await().atMost(SOON).until(() -> topics.tokensOf(request).size() >= 3);
        return provider.callsOf(request).getFirst();
    }

    private ExecutionFinished awaitEnd(CompletionRequested request) {
        await().atMost(SOON).until(() -> !topics.endsOf(request).isEmpty());
        return topics.endsOf(request).getFirst();
    }

    private static void assertCancelled(TokenStream stream, ExecutionFinished finished, String code, String by) {
        stream.assertWhole();
        StreamEnded end = stream.end();
        assertThat(end.getStatus()).isEqualTo(StreamEnd.CANCELLED);
        assertThat(end.getErrorCode()).contains(code);
        assertThat(end.getErrorMessage()).isPresent();
        assertThat(end.getStoppedBy()).contains(by);
        assertThat(end.getUsage().isPresent()).isEqualTo(!stream.text().isEmpty());
        assertThat(finished.getStatus()).isEqualTo(ExecutionStatus.CANCELLED);
        assertThat(finished.getErrorCode()).contains(code);
        assertThat(finished.getStoppedBy()).contains(by);
        assertThat(finished.getLastSeq()).contains(end.getLastSeq());
        assertThat(finished.getTextSha256()).contains(end.getTextSha256());
    }

    private static double endedAt(TokenStream stream) {
        return stream.events().getLast().getOccurredAt().toEpochMilli();
    }

    private double askedAt(CompletionRequested request) {
        return topics.valuesOf(Topics.EXECUTION_CONTROLS, request)
                .getFirst()
                .getRequestedAt()
                .toEpochMilli();
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
