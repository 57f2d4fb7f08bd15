package dev.writ.worker.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.schemas.event.CompletionRequested;
import dev.writ.schemas.event.Maturity;
import dev.writ.worker.TestCompletions;
import dev.writ.worker.TestStops;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StopsTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_000);

    private final Stops stops = new Stops(() -> NOW);
    private final CompletionRequested request = TestCompletions.completion()
            .setAgentVersion(5)
            .setRequiredStatus(Maturity.INTERN)
            .build();

    @Test
    void theFirstStopCounts() {
        // Given
        RunningExecution running = stops.begin(request);

        // When
        stops.cancel(TestStops.cancel(request, "first"));
        stops.cancel(TestStops.cancel(request, "second"));
        stops.agentChanged(TestStops.agent("helper", 6).setPaused(true).build());

        // Then
        assertThat(running.stop()).contains(new Stop("cancelled_by_client", "no longer wanted", "first"));
        assertThat(stops.begin(request).stop()).map(Stop::by).contains("first");
    }

    @Test
    void aStopOfAnotherExecutionChangesNothing() {
        // Given
        RunningExecution running = stops.begin(request);

        // When
        stops.cancel(TestStops.cancel(TestCompletions.completion("m"), "somebody"));
        stops.agentChanged(TestStops.agent("other", 6).setPaused(true).build());
        stops.workspaceChanged("elsewhere", TestStops.emergencyStop("elsewhere").build());

        // Then
        assertThat(running.stop()).isEmpty();
    }

    @Test
    void whatTheDecisionKnewOfTheAgentStopsNothing() {
        // When
        stops.agentChanged(TestStops.agent("helper", 5)
                .setMaturity(Maturity.STUDENT)
                .setPaused(true)
                .setChange("demoted")
                .build());

        // Then
        assertThat(stops.begin(request).stop()).isEmpty();
    }

    @Test
    void aDemotionByHandStopsWhatRunsEvenIfTheMaturityWouldDo() {
        // Given
        RunningExecution running = stops.begin(request);

        // When
        stops.agentChanged(TestStops.agent("helper", 6)
                .setMaturity(Maturity.SUPERVISED)
                .setChange("demoted")
                .setActor("demoter")
                .build());
        stops.agentChanged(
                TestStops.agent("helper", 7).setMaturity(Maturity.SUPERVISED).build());

        // Then
        assertThat(running.stop()).map(Stop::code).contains("agent_demoted");
        assertThat(stops.begin(request).stop()).map(Stop::by).contains("demoter");
    }

    @Test
    void aPromotionTakesADemotionBack() {
        // When
        stops.agentChanged(TestStops.agent("helper", 6).setChange("demoted").build());
        stops.agentChanged(TestStops.agent("helper", 7).setChange("promoted").build());

        // Then
        assertThat(stops.begin(request).stop()).isEmpty();
    }

    @Test
    void anOutcomeStopsOnlyBelowWhatIsRequired() {
        // Given
        RunningExecution running = stops.begin(request);

        // When
        stops.agentChanged(
                TestStops.agent("helper", 6).setMaturity(Maturity.INTERN).build());
        boolean early = running.stop().isPresent();
        stops.agentChanged(
                TestStops.agent("helper", 7).setMaturity(Maturity.STUDENT).build());

        // Then
        assertThat(early).isFalse();
        assertThat(running.stop()).map(Stop::code).contains("agent_demoted");
    }

    @Test
    void whatAFlagLetPassIsStoppedByAPauseOnly() {
        // Given
        RunningExecution free = stops.begin(
                CompletionRequested.newBuilder(request).setRequiredStatus(null).build());

        // When
        stops.agentChanged(TestStops.agent("helper", 6)
                .setMaturity(Maturity.STUDENT)
                .setChange("demoted")
                .build());
        boolean early = free.stop().isPresent();
        stops.agentChanged(TestStops.agent("helper", 7).setPaused(true).build());

        // Then
        assertThat(early).isFalse();
        assertThat(free.stop()).map(Stop::code).contains("agent_paused");
    }

    @Test
    void anEmergencyStopHoldsUntilItIsLiftedOrExpires() {
        // When, Then
        stops.workspaceChanged("default", TestStops.emergencyStop("default").build());
        assertThat(stops.begin(request).stop()).map(Stop::code).contains("emergency_stop");
        stops.workspaceChanged(
                "default", TestStops.emergencyStop("default").setExpiresAt(NOW).build());
        assertThat(stops.begin(request).stop()).isEmpty();
        stops.workspaceChanged(
                "default", TestStops.emergencyStop("default").setValue(false).build());
        assertThat(stops.begin(request).stop()).isEmpty();
    }

    @Test
    void forgetsTheOldestCancelsFirst() {
        // Given
        CompletionRequested late = TestCompletions.completion("late");
        stops.cancel(TestStops.cancel(request, "early"));

        // When
        for (int i = 1; i < Stops.MOST_REMEMBERED; i++) {
            stops.cancel(TestStops.cancel(TestCompletions.completion("m"), "somebody"));
        }
        boolean remembered = stops.begin(request).stop().isPresent();
        stops.cancel(TestStops.cancel(late, "late"));

        // Then
        assertThat(remembered).isTrue();
        assertThat(stops.begin(request).stop()).isEmpty();
        assertThat(stops.begin(late).stop()).isPresent();
    }
}
