package dev.writ.gateway.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.schemas.event.DeadLetterReason;
import dev.writ.schemas.event.DeadLettered;
import dev.writ.schemas.event.RecordOrigin;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class OutcomesTest {

    private final Outcomes outcomes = new Outcomes();
    private final Outcome refusal = new Outcome.Refused(DeadLettered.newBuilder()
            .setOrigin(new RecordOrigin("t", 0, 0L))
            .setTimestamp(Instant.EPOCH)
            .setReason(DeadLetterReason.REFUSED)
            .setCode("agent_unknown")
            .setMessage("m")
            .setStage("s")
            .build());

    @Test
    void tellsEveryoneWhoWaits() throws InterruptedException {
        try (Outcomes.Waiter first = outcomes.expect("id");
                Outcomes.Waiter second = outcomes.expect("id");
                Outcomes.Waiter other = outcomes.expect("other")) {
            // When
            outcomes.complete("id", refusal);

            // Then
            assertThat(first.await(Duration.ZERO)).contains(refusal);
            assertThat(second.await(Duration.ZERO)).contains(refusal);
            assertThat(other.await(Duration.ZERO)).isEmpty();
        }
        assertThat(outcomes.recent("id")).contains(refusal);
    }

    @Test
    void sumsTheCachesOfAllPartitions() {
        // Given
        CacheStatistics caches = new CacheStatistics();
        caches.note(0, stats("size=1,max_size=9,hits=3,misses=1,evictions=0,invalidations=2,ttl_seconds=60"));
        caches.note(1, stats("size=2,max_size=9,hits=0,misses=4,evictions=5,invalidations=0,ttl_seconds=30"));
        caches.note(0, stats("size=1,max_size=9,hits=4,misses=1,evictions=0,invalidations=2,ttl_seconds=60"));
        caches.note(1, stats("nonsense"));

        // Then
        assertThat(caches.toJson().toString())
                .isEqualTo("{\"size\":3,\"max_size\":18,\"hits\":4,\"misses\":5,\"hit_rate\":0.4444,\"evictions\":5,"
                        + "\"invalidations\":2,\"ttl_seconds\":60}");
        assertThat(new CacheStatistics().toJson().get("hit_rate").doubleValue()).isZero();
    }

    private static Headers stats(String text) {
        return new RecordHeaders().add("writ-cache-stats", text.getBytes(StandardCharsets.UTF_8));
    }
}
