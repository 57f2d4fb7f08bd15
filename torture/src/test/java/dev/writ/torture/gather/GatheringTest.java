package dev.writ.torture.gather;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.torture.history.FaultKind;
import dev.writ.torture.history.Injection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class GatheringTest {

    @Test
    void letsTheTopologyLagAsLongAsTheLongestFaultHeldItUp() {
        // Then
        assertThat(Gathering.slack(List.of())).isEqualTo(Duration.ofMinutes(1));
        assertThat(Gathering.slack(List.of(lasting(12), lasting(9)))).isEqualTo(Duration.ofMinutes(1));
        assertThat(Gathering.slack(List.of(lasting(12), lasting(70), lasting(9))))
                .isEqualTo(Duration.ofSeconds(100));
    }

    private static Injection lasting(int seconds) {
        Instant from = Instant.parse("2026-11-28T12:00:00Z");
        return new Injection(FaultKind.PAUSE, "topology-1", from, from.plusSeconds(seconds), true, true, "");
    }
}
