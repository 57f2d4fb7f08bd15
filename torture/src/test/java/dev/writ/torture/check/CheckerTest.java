package dev.writ.torture.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.schemas.event.StreamEnd;
import dev.writ.torture.history.FaultKind;
import dev.writ.torture.history.History;
import dev.writ.torture.history.Token;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CheckerTest {

    @Test
    void findsNothingInASoundHistory() {
        // Given
        History sound = new SoundHistory().build();

        // When
        Map<Check, Result> results = Checker.check(sound);

        // Then
        assertThat(results)
                .hasSize(Checker.ALL.size())
                .allSatisfy((check, result) ->
                        assertThat(result.violations()).as(check.name()).isEmpty());
    }

    @Test
    void looksAtSomethingInEveryCheckOfASoundHistory() {
        // When
        Map<Check, Result> results = Checker.check(new SoundHistory().build());

        // Then
        assertThat(results)
                .allSatisfy((check, result) ->
                        assertThat(result.examined()).as(check.name()).isPositive());
    }

    @Test
    void forgivesWhatReadersDrop() {
        // Given
        SoundHistory history = new SoundHistory();
        Token repeated = history.tokens.getFirst();
        history.tokens.add(new Token("again", repeated.executionId(), 1, repeated.seq(), repeated.body()));
        history.tokens.add(new Token("late", "e-taken", 1, 2, new Token.Text("From a frozen worker", 1)));

        // When
        Map<Check, Result> results = Checker.check(history.build());

        // Then
        assertThat(results.values()).allMatch(Result::holds);
    }

    @Test
    void forgivesAStreamThatFailedWhileAProcessWasAway() {
        // Given
        SoundHistory history = new SoundHistory();
        history.endStream("whole", StreamEnd.FAILED);
        history.injections.add(SoundHistory.fault(FaultKind.KILL, "worker-1", 0));

        // When
        Map<Check, Result> results = Checker.check(history.build());

        // Then
        assertThat(results.values()).allMatch(Result::holds);
    }

    @Test
    void forgivesAStreamThatADemotionCancelled() {
        // Given
        SoundHistory history = new SoundHistory();
        history.endStream("whole", StreamEnd.CANCELLED);
        history.injections.add(SoundHistory.fault(FaultKind.DEMOTION, "an agent", 0));

        // When
        Map<Check, Result> results = Checker.check(history.build());

        // Then
        assertThat(results.values()).allMatch(Result::holds);
    }

    @Test
    void saysWhereTooFewWereDecidedForAControlToShow() {
        // Given
        SoundHistory history = new SoundHistory();
        history.injections.add(SoundHistory.fault(FaultKind.BYPASS, "EMERGENCY_GOVERNANCE_BYPASS", 0));
        history.decisions.removeIf(one -> one.requestId().equals("r-canvas"));

        // When
        Result result = new ControlsShowInDecisions().of(history.build());

        // Then
        assertThat(result.holds()).isTrue();
        assertThat(result.notes())
                .containsExactly("bypass of EMERGENCY_GOVERNANCE_BYPASS at " + SoundHistory.BEGIN
                        + " could not show: it concerned 4 decisions");
    }

    @ParameterizedTest
    @MethodSource("plants")
    void catchesThePlantedError(Plant plant) {
        // Given
        SoundHistory history = new SoundHistory();
        plant.error().accept(history);

        // When
        List<Violation> violations = plant.check().of(history.build()).violations();

        // Then
        assertThat(violations).as(plant.toString()).anySatisfy(violation -> {
            assertThat(violation.place()).isEqualTo(plant.place());
            assertThat(violation.evidence()).contains(plant.clause());
        });
    }

    @Test
    void hasAPlantedErrorForEveryInvariant() {
        // When
        List<String> planted =
                plants().map(plant -> plant.check().name()).distinct().toList();

        // Then
        assertThat(planted)
                .containsExactlyInAnyOrderElementsOf(
                        Checker.ALL.stream().map(Check::name).collect(Collectors.toSet()));
    }

    static Stream<Plant> plants() {
        return Stream.of(RequestPlants.all(), StreamPlants.all(), RecordPlants.all(), RunPlants.all())
                .flatMap(List::stream);
    }
}
