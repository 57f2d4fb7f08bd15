package dev.writ.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.writ.schemas.event.AuditRecorded;
import dev.writ.testcluster.TestCluster;
import dev.writ.testcluster.TestClusterExtension;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(TestClusterExtension.class)
class ExactlyOnceIT {

    private static final int CHATS = 5_000;
    private static final Duration LONGEST = Trail.LONGEST;

    @Test
    void writesTenThousandRecordsOnce(TestCluster cluster) {
        try (Trail trail = Trail.begin(cluster)) {
            // Given
            trail.send(null, chats("r", CHATS));

            // When
            try (SinkService sink = trail.startSink()) {
                trail.awaitEvents(2 * CHATS);

                // Then
                assertThat(sink.isReady()).isTrue();
                assertWhole(trail, CHATS);
            }
        }
    }

    @Test
    void sharesTheWorkWithASecondSinkThatLeavesHalfWay(TestCluster cluster) {
        try (Trail trail = Trail.begin(cluster);
                SinkService first = trail.startSink()) {
            // Given
            try (SinkService second = trail.startSink()) {
                await().atMost(LONGEST).until(() -> first.isReady() && second.isReady());

                // When
                trail.send(null, chats("a", CHATS / 2));
                await().atMost(LONGEST).until(() -> trail.count("sink_events") > CHATS / 2);
            }
            trail.send(null, chats("b", CHATS / 2));
            trail.awaitEvents(2 * CHATS);

            // Then
            await().atMost(LONGEST).until(first::isReady);
            assertWhole(trail, CHATS);
        }
    }

    /** The first and the last table that a transaction writes to: what it did before, it waits behind. */
    @ParameterizedTest
    @ValueSource(strings = {"sink_offsets", "chat_sessions"})
    void goesOnWhereItWasKilled(String table, TestCluster cluster, @TempDir Path directory)
            throws IOException, SQLException {
        try (Trail trail = Trail.begin(cluster)) {
            // Given
            trail.send(null, chats("a", CHATS / 10));
            try (SinkService sink = trail.startSink()) {
                trail.awaitEvents(2 * CHATS / 10);
                assertThat(sink.failure()).isEmpty();
            }
            List<?> before = written(trail);
            trail.send(null, chats("b", CHATS / 10));

            // When
            try (TableLock lock = trail.lock(table);
                    SinkProcess process = SinkProcess.start(trail.settings(), directory.resolve("first.log"))) {
                lock.awaitWriter();
                process.kill();
                lock.releaseAndAwaitEndOfWriter();
            }

            // Then
            assertThat(written(trail)).as("nothing of what it was at").isEqualTo(before);
            trail.assertTreesAreTheLogs();
            try (SinkProcess process = SinkProcess.start(trail.settings(), directory.resolve("second.log"))) {
                trail.awaitEvents(4 * CHATS / 10);
                assertThat(process.isAlive()).isTrue();
            }
            assertWhole(trail, 2 * CHATS / 10);
        }
    }

    @Test
    void waitsForPostgresAndCatchesUp(TestCluster cluster) {
        MeterRegistry meters = new SimpleMeterRegistry();
        try (Trail trail = Trail.begin(cluster);
                SinkService sink = trail.startSink(meters)) {
            // Given
            trail.send(null, chats("a", CHATS / 2));
            await().atMost(LONGEST).ignoreExceptions().until(() -> trail.count("sink_events") > 0);

            // When
            cluster.stopPostgres();
            try {
                await().atMost(LONGEST).until(() -> !sink.isReady());
                trail.send(null, chats("b", CHATS / 2));
                await().atMost(LONGEST).during(Duration.ofSeconds(4)).until(() -> !sink.isReady());
                await().atMost(LONGEST).until(() -> lag(meters) >= CHATS);
            } finally {
                cluster.startPostgres();
            }
            trail.awaitEvents(2 * CHATS);

            // Then
            assertThat(sink.failure()).isEmpty();
            await().atMost(LONGEST).until(() -> sink.isReady() && lag(meters) == 0);
            assertWhole(trail, CHATS);
        }
    }

    @Test
    void startsWhilePostgresIsAway(TestCluster cluster) {
        try (Trail trail = Trail.begin(cluster)) {
            // Given
            cluster.stopPostgres();
            try (SinkService sink = trail.startSink()) {
                // When
                try {
                    trail.send(null, chats("r", CHATS / 10));
                    await().atMost(LONGEST).during(Duration.ofSeconds(4)).until(() -> !sink.isReady());
                } finally {
                    cluster.startPostgres();
                }
                trail.awaitEvents(2 * CHATS / 10);

                // Then
                assertThat(sink.failure()).isEmpty();
                await().atMost(LONGEST).until(sink::isReady);
            }
        }
    }

    /** What a transaction of the sink changes: positions and trees, and how much there is in each table. */
    private static List<?> written(Trail trail) {
        return Stream.concat(
                        Stream.of("sink_events", "decisions", "agent_executions", "chat_sessions")
                                .map(trail::count),
                        trail.query("SELECT * FROM sink_offsets ORDER BY partition").stream())
                .toList();
    }

    private static double lag(MeterRegistry meters) {
        return meters.get("writ.sink.lag").gauge().value();
    }

    /** Begins and ends of chats, ten to a session. */
    private static AuditRecorded[] chats(String prefix, int count) {
        return IntStream.range(0, count)
                .boxed()
                .flatMap(i ->
                        Stream.of(Events.chat(prefix + i, "session-" + i % (CHATS / 10)), Events.chatEnd(prefix + i)))
                .toArray(AuditRecorded[]::new);
    }

    private static void assertWhole(Trail trail, long chats) {
        trail.assertTreesAreTheLogs();
        assertThat(trail.count("decisions")).isEqualTo(chats);
        assertThat(trail.count("agent_executions WHERE status = 'completed' AND started_event_id IS NOT NULL"))
                .isEqualTo(chats);
        assertThat(trail.query(
                        "SELECT sum(message_count)::bigint AS messages, count(*) AS sessions FROM chat_sessions"))
                .singleElement()
                .satisfies(
                        row -> assertThat(row).containsEntry("messages", chats).containsEntry("sessions", CHATS / 10L));
        assertThat(trail.query("SELECT requests, with_execution, with_decision FROM request_coverage"))
                .singleElement()
                .satisfies(row -> assertThat(row.values()).containsOnly(chats));
    }
}
