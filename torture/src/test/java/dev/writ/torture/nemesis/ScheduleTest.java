package dev.writ.torture.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.torture.history.FaultKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
    private static final Map<FaultKind, List<String>> TARGETS = Map.of(
            FaultKind.KILL,
            List.of("worker-1", "worker-2", "broker-1"),
            FaultKind.PAUSE,
            List.of("worker-1", "sink-1"),
            FaultKind.POSTGRES_STOPPED,
            List.of("postgres"));

    @Test
    void plansTheSameOfTheSameSeed() {
        // When
        List<PlannedFault> again = plan(7);

        // Then
        assertThat(plan(7)).isEqualTo(again).isNotEqualTo(plan(8));
    }

    @Test
    void letsOneFaultEndBeforeTheNextBegins() {
        // When
        List<PlannedFault> planned = plan(7);

        // Then
        assertThat(planned.getFirst().at()).isGreaterThanOrEqualTo(Schedule.CALM_AT_THE_ENDS);
        assertThat(end(planned.getLast())).isLessThanOrEqualTo(FIVE_MINUTES.minus(Schedule.CALM_AT_THE_ENDS));
        for (int i = 1; i < planned.size(); i++) {
            assertThat(planned.get(i).at()).isGreaterThan(end(planned.get(i - 1)));
        }
    }

    @Test
    void bringsEveryKindAndEveryTargetBeforeOneComesAgain() {
        // When
        List<PlannedFault> planned = plan(7);

        // Then
        assertThat(planned.subList(0, 3))
                .extracting(PlannedFault::kind)
                .containsExactlyInAnyOrderElementsOf(TARGETS.keySet());
        assertThat(planned.subList(0, 9))
                .filteredOn(fault -> fault.kind() == FaultKind.KILL)
                .extracting(PlannedFault::target)
                .containsExactlyInAnyOrder("worker-1", "worker-2", "broker-1");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void bringsEveryRoleBeforeOneComesAgain(long seed) {
        // When
        List<PlannedFault> planned = plan(seed);

        // Then
        List<String> firstKilled = planned.stream()
                .filter(fault -> fault.kind() == FaultKind.KILL)
                .map(fault -> fault.target().replaceFirst("-.*", ""))
                .limit(2)
                .toList();
        assertThat(firstKilled).containsExactlyInAnyOrder("worker", "broker");
    }

    @Test
    void bringsAKindToEveryRoleBeforeThoseWithOneRoleComeAgain() {
        // When
        List<PlannedFault> planned = plan(7);

        // Then
        assertThat(planned.subList(0, 5))
                .extracting(
                        fault -> fault.kind().word() + " of " + fault.target().replaceFirst("-.*", ""))
                .containsExactlyInAnyOrder(
                        "kill of worker",
                        "kill of broker",
                        "pause of worker",
                        "pause of sink",
                        "postgres-stopped of postgres");
    }

    @Test
    void plansNothingWhereNothingMayCome() {
        // Then
        assertThat(Schedule.of(7, FIVE_MINUTES, Map.of())).isEmpty();
    }

    @Test
    void plansEachKindOnceWhereTheTimeIsTooShort() {
        // When
        List<PlannedFault> planned = Schedule.of(7, Duration.ofMinutes(1), TARGETS);

        // Then
        assertThat(planned).extracting(PlannedFault::kind).containsExactlyInAnyOrderElementsOf(TARGETS.keySet());
    }

    private static List<PlannedFault> plan(long seed) {
        return Schedule.of(seed, FIVE_MINUTES, TARGETS);
    }

    private static Duration end(PlannedFault fault) {
        return fault.at().plus(fault.lasting());
    }
}
