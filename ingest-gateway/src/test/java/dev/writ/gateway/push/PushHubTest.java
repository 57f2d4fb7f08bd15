package dev.writ.gateway.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.schemas.Topics;
import dev.writ.schemas.event.CanvasComponent;
import dev.writ.schemas.event.CanvasState;
import dev.writ.schemas.event.StreamEnd;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PushHubTest {

    private static final TopicPartition CANVASES = new TopicPartition(Topics.CANVASES.name(), 0);

    private final PushHub hub = new PushHub();
    private final PushSubscription ada = new PushSubscription(Pushed.ADA);

    @Test
    void hasANewReaderHearTheStreamsOfItsUserThatRun() throws InterruptedException {
        // Given
        hub.observe(Pushed.started("runs", 1), 0, 0);
        hub.observe(Pushed.started("ended", 1), 0, 1);
        hub.observe(Pushed.ended("ended", StreamEnd.COMPLETED), 0, 2);
        hub.observe(Pushed.ended("runs", StreamEnd.SUPERSEDED), 0, 3);
        hub.observe(Pushed.started("runs", 2), 0, 4);
        hub.observe(Pushed.started("runs", 1), 0, 5);
        PushSubscription bob = new PushSubscription(new Audience("bob", Optional.of("s1"), Optional.empty()));
        hub.join(ada);
        hub.join(bob);

        // When
        PushHub.Now now = hub.beginNow(ada);
        PushHub.Now bobs = hub.beginNow(bob);
        hub.observe(Pushed.delta("runs", 2, "on"), 0, 6);

        // Then
        assertThat(now.running()).containsExactly(Pushed.open("runs", 4));
        assertThat(now.next()).isEqualTo(Map.of(Pushed.TOKENS, 6L));
        assertThat(offset(ada)).isEqualTo(6);
        assertThat(bobs.running()).isEmpty();
        assertThat(bob.isEmpty()).isTrue();
    }

    @Test
    void knowsWhereTheFeedsAreThoughNobodyListened() {
        // Given
        assertThat(hub.passes(CANVASES, 41)).isTrue();
        hub.join(ada);

        // When
        boolean passes = hub.passes(CANVASES, 42);

        // Then: what comes now is to be brought, and counts as seen once it is in the queue.
        assertThat(passes).isFalse();
        assertThat(hub.beginNow(ada).next()).isEqualTo(Map.of(CANVASES, 42L));
    }

    @Test
    void cutsAReaderWhoseQueueHoldsTooManyBytes() throws InterruptedException {
        // Given
        hub.join(ada);
        String large = "x".repeat(1_000_000);

        // When
        for (int offset = 0; offset < 40; offset++) {
            hub.observe(canvas(large), CANVASES, offset);
        }

        // Then
        int taken = 0;
        while (offset(ada) != null) {
            taken++;
        }
        assertThat(taken).isBetween(10, 20);
        assertThat(ada.isCut()).isTrue();
    }

    private static @Nullable Long offset(PushSubscription subscription) throws InterruptedException {
        PushRecord record = subscription.poll(Duration.ZERO);
        return record == null ? null : record.offset();
    }

    private static CanvasState canvas(String content) {
        return CanvasState.newBuilder()
                .setCanvasId("c1")
                .setUserId("ada")
                .setSessionId("s1")
                .setWorkspaceId("default")
                .setAgentId("a")
                .setExecutionId("e1")
                .setComponent(CanvasComponent.MARKDOWN)
                .setContent(content)
                .setUpdatedAt(Instant.EPOCH)
                .build();
    }
}
