package dev.writ.gateway.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.writ.feed.FeedSettings;
import dev.writ.feed.RecordFeed;
import dev.writ.gateway.disconnect.ExecutionControls;
import dev.writ.gateway.disconnect.ReaderWatch;
import dev.writ.gateway.http.EventSource;
import dev.writ.gateway.http.EventSource.Event;
import dev.writ.gateway.publish.DeadLetterOffice;
import dev.writ.gateway.publish.Publisher;
import dev.writ.schemas.CloudEvent;
import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.ObservedPositions;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.DisconnectRule;
import dev.writ.schemas.event.StreamEnd;
import dev.writ.schemas.event.StreamEnded;
import dev.writ.schemas.event.StreamStarted;
import dev.writ.schemas.event.TokenDelta;
import dev.writ.schemas.event.TokenEvent;
import dev.writ.schemas.serde.SchemaRegistryClient;
import dev.writ.testcluster.TestCluster;
import dev.writ.testcluster.TestClusterExtension;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Readers whose stream began before their gateway did, so that its past is in the log only. */
@ExtendWith(TestClusterExtension.class)
@SuppressWarnings("NullAway.Init") // JUnit sets the fields up.
class LateReaderIT {

    private final String execution = UUID.randomUUID().toString();
    private final Instant begin = Instant.now();
    private Publisher publisher;
    private TokenStreams streams;
    private RecordFeed feed;
    private long seq;

    @BeforeEach
    void startBehindTheBeginningOfTheStream(TestCluster cluster) throws InterruptedException {
        KafkaConnection kafka = cluster.connection();
        SchemaRegistryClient registry = kafka.registry();
        MeterRegistry meters = new SimpleMeterRegistry();
        publisher = new Publisher(kafka, registry, meters);
        emit(new StreamStarted("simulated", "m", "a", "A", "u", "s", DisconnectRule.CONTINUE));
        emitDeltas(30);
        TokenFeed tokens = new TokenFeed(registry, (_, _, _) -> {});
        FeedSettings noLookBack =
                new FeedSettings("tokens", Map.of(Topics.TOKENS, FeedSettings.NOTHING), FeedSettings.UNCOMMITTED);
        feed = RecordFeed.start(
                noLookBack, kafka, tokens, new DeadLetterOffice(publisher, Clock.systemUTC(), meters), meters);
        await().until(feed::isCaughtUp);
        ReaderWatch watch = new ReaderWatch(
                new ExecutionControls(publisher, "g1", Clock.systemUTC()),
                Duration.ZERO,
                (_, _) -> () -> {},
                Runnable::run);
        streams = new TokenStreams(tokens, new TokenLog(kafka, registry), publisher, watch);
    }

    @AfterEach
    void stop() {
        feed.close();
        publisher.close();
    }

    @RepeatedTest(5)
    void joinsTheLogAndTheFeedWithoutGapOrDuplicate() throws InterruptedException {
        // Given
        Thread writer = Thread.startVirtualThread(() -> {
            emitDeltas(200);
            emit(StreamEnded.newBuilder()
                    .setStatus(StreamEnd.COMPLETED)
                    .setLastSeq(seq - 1)
                    .setTextSha256("0")
                    .build());
        });

        // When
        List<Event> events = new ArrayList<>();
        try (EventSource source = streams.open(execution, begin, Optional::empty, Optional.empty())
                .orElseThrow()) {
            for (var step = source.next(Duration.ofSeconds(10));
                    step instanceof Event event;
                    step = source.next(Duration.ofSeconds(10))) {
                events.add(event);
            }
        }
        writer.join();

        // Then
        assertThat(events.stream().map(event -> String.valueOf(event.id()).replaceAll("1\\.(\\d+)\\..*", "$1")))
                .containsExactlyElementsOf(
                        IntStream.range(0, 232).mapToObj(String::valueOf).toList());
        assertThat(events.getLast().data()).contains("\"content\":\"" + "x".repeat(230) + "\"");
    }

    @Test
    void resumesFromTheLogBehindTheCursor() throws InterruptedException {
        // Given
        Event third;
        try (EventSource source = streams.open(execution, begin, Optional::empty, Optional.empty())
                .orElseThrow()) {
            source.next(Duration.ofSeconds(5));
            source.next(Duration.ofSeconds(5));
            third = (Event) source.next(Duration.ofSeconds(5));
        }

        // When
        Optional<Cursor> cursor = Cursor.parse(Optional.ofNullable(third.id()));
        try (EventSource source =
                streams.open(execution, begin, Optional::empty, cursor).orElseThrow()) {
            Event next = (Event) source.next(Duration.ofSeconds(5));

            // Then
            assertThat(next.id()).startsWith("1.3.");
            assertThat(next.data()).contains("\"tokens_so_far\":3");
        }
    }

    private void emitDeltas(int count) {
        for (int i = 0; i < count; i++) {
            emit(TokenDelta.newBuilder().setText("x").build());
        }
    }

    private void emit(SpecificRecord body) {
        TokenEvent event = TokenEvent.newBuilder()
                .setExecutionId(execution)
                .setAttempt(1)
                .setSeq(seq++)
                .setOccurredAt(Instant.ofEpochMilli(0))
                .setBody(body)
                .build();
        CloudEvent context = CloudEvent.of("id", "/test", event, Instant.EPOCH, CloudEvent.traceparentFrom(execution));
        try {
            publisher.publish(Topics.TOKENS, execution, event, context, ObservedPositions.NONE);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
