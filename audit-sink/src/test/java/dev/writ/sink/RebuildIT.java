package dev.writ.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.writ.schemas.event.AuditRecorded;
import dev.writ.schemas.event.CanvasAction;
import dev.writ.schemas.event.Maturity;
import dev.writ.schemas.event.SessionState;
import dev.writ.sink.rebuild.Rebuild;
import dev.writ.sink.rebuild.Rebuilt;
import dev.writ.testcluster.TestCluster;
import dev.writ.testcluster.TestClusterExtension;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(300) // A rebuild waits for as long as it takes.
@ExtendWith(TestClusterExtension.class)
class RebuildIT {

    private static final int CHATS = 300;
    /** Those of the chats, and one each of an agent, a canvas, a session and a chat that came three times. */
    private static final long EVENTS = 2 * CHATS + 4;

    @Test
    void buildsTheSameRowsAgainBesideASinkThatRuns(TestCluster cluster) throws InterruptedException {
        try (Trail trail = Trail.begin(cluster);
                SinkService running = trail.startSink()) {
            // Given
            sendAllKinds(trail);
            trail.awaitEvents(EVENTS);

            // When
            Rebuilt rebuilt = rebuild(trail);

            // Then
            assertThat(rebuilt.isComparable()).isTrue();
            assertThat(rebuilt.different()).isEmpty();
            assertThat(trail.count("sink_events")).isEqualTo(EVENTS);
            assertThat(rebuilt.after().contents().values())
                    .allSatisfy(content -> assertThat(content.rows()).isPositive());
            assertThat(running.failure()).isEmpty();
            await().atMost(Trail.LONGEST).until(running::isReady);
        }
    }

    @Test
    void leavesTheWorkToASinkThatHasNothingToWrite(TestCluster cluster) {
        try (Trail trail = Trail.begin(cluster);
                SinkService idle = trail.startSink()) {
            // Given
            sendAllKinds(trail);
            trail.awaitEvents(EVENTS);

            // When
            try (Rebuild rebuild = Rebuild.open(SinkConfig.from(trail.settings()))) {
                rebuild.drop();
            }

            // Then
            trail.awaitEvents(EVENTS);
            assertThat(idle.failure()).isEmpty();
        }
    }

    @Test
    void showsRowsThatDoNotFollowFromTheLog(TestCluster cluster) throws InterruptedException {
        try (Trail trail = Trail.begin(cluster)) {
            // Given
            try (SinkService sink = trail.startSink()) {
                sendAllKinds(trail);
                trail.awaitEvents(EVENTS);
                assertThat(sink.failure()).isEmpty();
            }
            trail.update("UPDATE decisions SET user_id = 'mallory' WHERE request_id = 'r7'");

            // When
            Rebuilt rebuilt = rebuild(trail);

            // Then
            assertThat(rebuilt.isComparable()).isTrue();
            assertThat(rebuilt.different()).containsExactly("decisions");
            assertThat(trail.count("decisions WHERE user_id = 'mallory'")).isZero();
        }
    }

    @Test
    void leavesVersionsOfAgentsFromBeforeTheMonthsThatAreKept(TestCluster cluster) throws InterruptedException {
        try (Trail trail = Trail.begin(cluster);
                SinkService sink = trail.startSink()) {
            // Given
            trail.send(
                    0,
                    Events.version("idle", 1, Instant.parse("2026-10-31T23:59:59.999Z")),
                    Events.version("a", 1, Instant.parse("2026-11-01T00:00:00Z")));
            trail.awaitEvents(2);
            trail.update("UPDATE sink_retention SET horizon = '2026-11-01'");
            trail.update("DROP TABLE agent_history_2026_10, sink_events_2026_10");

            // When
            Rebuilt rebuilt = rebuild(trail);

            // Then
            assertThat(rebuilt.isComparable()).isTrue();
            assertThat(rebuilt.different()).isEmpty();
            assertThat(trail.count("agent_history")).isEqualTo(1);
            assertThat(trail.count("agent_registry")).isEqualTo(2);
            assertThat(sink.failure()).isEmpty();
        }
    }

    @Test
    void saysWhatTheLogNoLongerHas(TestCluster cluster) {
        try (Trail trail = Trail.begin(cluster);
                SinkService sink = trail.startSink()) {
            // Given
            trail.send(0, Events.chat("r", "s"));
            trail.awaitEvents(1);

            // When
            trail.emptyLog();

            // Then
            try (Rebuild rebuild = Rebuild.open(SinkConfig.from(trail.settings()))) {
                assertThat(rebuild.losses())
                        .anyMatch(loss -> loss.startsWith("writ.audit-0 no longer has offsets 0 to "));
            }
            assertThat(sink.failure()).isEmpty();
        }
    }

    private static Rebuilt rebuild(Trail trail) throws InterruptedException {
        try (Rebuild rebuild = Rebuild.open(SinkConfig.from(trail.settings()))) {
            return rebuild.fill(rebuild.drop());
        }
    }

    /** Ends before and behind their starts, what cannot be stored, and one event three times. */
    private static void sendAllKinds(Trail trail) {
        for (int chat = 0; chat < CHATS; chat++) {
            AuditRecorded start = Events.chat("r" + chat, "session-" + chat % 20);
            AuditRecorded end = Events.chatEnd("r" + chat);
            trail.send(null, chat % 2 == 0 ? start : end, chat % 2 == 0 ? end : start);
        }
        trail.send(1, Events.chat("again", "session-1"));
        trail.send(0, Events.chat("again", "session-1"));
        trail.send(1, Events.chat("again", "session-1"));
        trail.sendBytes(0, "garbage", new byte[] {1, 2, 3});
        trail.send(
                0,
                Events.changed(
                        Events.agent("bad", 1, Maturity.STUDENT, 1_000_000).build()),
                Events.changed(Events.agent("a", 1, Maturity.STUDENT, 4_000).build()),
                Events.event("canvas")
                        .setCanvas(Events.canvas(CanvasAction.PRESENT, Map.of("points", "[1]")))
                        .build(),
                Events.event("session")
                        .setSession(new SessionState("s", "agent-1", "olga", Events.T0))
                        .build());
    }
}
