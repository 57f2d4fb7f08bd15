package dev.writ.gateway.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.writ.gateway.http.MessageSource.End;
import dev.writ.gateway.http.MessageSource.Message;
import dev.writ.gateway.http.MessageSource.Step;
import dev.writ.gateway.publish.Publisher;
import dev.writ.schemas.CloudEvent;
import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.ObservedPositions;
import dev.writ.schemas.Topic;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.TokenEvent;
import dev.writ.testcluster.TestCluster;
import dev.writ.testcluster.TestClusterExtension;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Readers that catch up out of the log: a bounded number, for a bounded time, and what becomes of those that are stopped. */
@ExtendWith(TestClusterExtension.class)
@SuppressWarnings("NullAway.Init") // JUnit sets the fields up.
class CatchingUpIT {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final PushHub hub = new PushHub();
    private KafkaConnection kafka;

    @BeforeEach
    void writeALog(TestCluster cluster) throws InterruptedException {
        kafka = cluster.connection();
        try (Publisher publisher = new Publisher(kafka, kafka.registry(), new SimpleMeterRegistry())) {
            String id = UUID.randomUUID().toString();
            for (TokenEvent event : List.of(Pushed.started(id, 1), Pushed.delta(id, 1, "x"))) {
                CloudEvent context = CloudEvent.of("id", "/test", event, Instant.EPOCH, CloudEvent.traceparentFrom(id));
                publisher.publish(Topics.TOKENS, id, event, context, ObservedPositions.NONE);
            }
        }
    }

    @Test
    void asksAReaderToComeAgainIfTooManyCatchUp() throws InterruptedException {
        // Given
        PushLogs logs = logs(1, LONG);
        try (PushReader second = reader(logs)) {
            PushReader first = reader(logs);
            assertThat(first.next(SHORT)).isInstanceOf(Message.class);

            // When
            Step refused = second.next(LONG);
            first.close();
            Step taken = second.next(LONG);

            // Then
            assertThat(refused)
                    .isInstanceOfSatisfying(
                            End.class, end -> assertThat(end.code()).isEqualTo(End.TRY_AGAIN_LATER));
            assertThat(taken).isInstanceOf(Message.class);
        }
    }

    @Test
    void givesAPlaceBackOnceAReaderIsLive() throws InterruptedException {
        // Given
        PushLogs logs = logs(1, LONG);
        try (PushReader first = reader(logs);
                PushReader second = reader(logs)) {
            // When
            Step step = first.next(SHORT);
            while (step instanceof Message) {
                step = first.next(Duration.ofSeconds(1));
            }

            // Then
            assertThat(second.next(SHORT)).isInstanceOf(Message.class);
        }
    }

    @Test
    void sendsAReaderOnThatCatchesUpForTooLong() throws InterruptedException {
        // Given
        PushLogs logs = logs(1, Duration.ZERO);
        try (PushReader slow = reader(logs)) {
            // When
            List<Step> steps = new ArrayList<>();
            do {
                steps.add(slow.next(SHORT));
            } while (steps.getLast() instanceof Message);

            // Then: it knows where it stands, and another has its place.
            assertThat(steps.get(steps.size() - 2).toString()).contains("\"type\":\"cursor\"");
            assertThat(steps.getLast())
                    .isInstanceOfSatisfying(
                            End.class, end -> assertThat(end.code()).isEqualTo(End.TRY_AGAIN_LATER));
            assertThat(logs.open()).isPresent();
        }
    }

    @Test
    void isInterruptedWhileItCatchesUp() throws InterruptedException {
        // Given
        PushLogs logs = logs(1, LONG);
        try (PushReader reader = reader(logs)) {
            assertThat(reader.next(SHORT)).isInstanceOf(Message.class);

            // When: its client has gone, or the gateway stops.
            Thread.currentThread().interrupt();

            // Then
            assertThatThrownBy(() -> reader.next(LONG)).isInstanceOf(InterruptedException.class);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }
        assertThat(logs.open()).isPresent();
    }

    @Test
    void holdsNoPlaceIfTheLogCannotBeOpened() throws InterruptedException {
        // Given
        KafkaConnection nowhere = new KafkaConnection("localhost:1", List.of(), false, Map.of());
        PushLogs logs = new PushLogs(nowhere, kafka.registry(), 1, SHORT, LONG);

        // When, Then
        assertThatThrownBy(logs::open).isInstanceOf(KafkaException.class);
        assertThatThrownBy(logs::open).isInstanceOf(KafkaException.class);
    }

    private PushLogs logs(int places, Duration longestReading) {
        return new PushLogs(kafka, kafka.registry(), places, SHORT, longestReading);
    }

    /** A reader of everything that is in the log. */
    private PushReader reader(PushLogs logs) {
        Map<TopicPartition, Long> next = new HashMap<>();
        for (Topic<?> topic : PushCursor.TOPICS) {
            next.put(new TopicPartition(topic.name(), 0), 0L);
        }
        PushSubscription subscription = new PushSubscription(Pushed.ADA);
        return new PushReader(
                hub,
                subscription,
                new FollowedStreams(hub, subscription, _ -> Optional.empty()),
                new FormLog(kafka, kafka.registry()),
                logs,
                Optional.of(new PushCursor(0, next, List.of())));
    }
}
