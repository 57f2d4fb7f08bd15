package dev.writ.benchmark.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {

    private final Rounds rounds = new Rounds();

    @Test
    void givesMedianAndSpreadWhateverTheOrder() {
        assertThat(Spread.of(List.of(3.0, 1.0, 8.0))).isEqualTo(new Spread(1, 3, 8));
        assertThat(Spread.of(List.of(4.0, 1.0, 8.0, 2.0))).isEqualTo(new Spread(1, 3, 8));
        assertThat(Spread.of(List.of(2.5))).isEqualTo(new Spread(2.5, 2.5, 2.5));
    }

    @Test
    void comparesRoundForRound() {
        // Given: medians 20 and 10, whose ratio is no ratio of any round
        add("writ", 20, 30, 10);
        add("bare", 4, 10, 20);

        // When
        Spread ratio = rounds.ratio("writ", "bare", "p50_ms");
        Spread difference = rounds.difference("writ", "bare", "p50_ms");

        // Then
        assertThat(ratio).isEqualTo(new Spread(0.5, 3, 5));
        assertThat(difference).isEqualTo(new Spread(-10, 16, 20));
    }

    @Test
    void makesARateOfTimes() {
        assertThat(new Spread(2, 4, 5).under(20)).isEqualTo(new Spread(4, 5, 10));
    }

    @Test
    void refusesToCompareWhatWasNotTakenInTheSameRounds() {
        // Given
        add("writ", 20, 30);
        add("bare", 4);

        // Then
        assertThatIllegalArgumentException().isThrownBy(() -> rounds.ratio("writ", "bare", "p50_ms"));
        assertThatIllegalArgumentException().isThrownBy(() -> rounds.of("writ", "p99_ms"));
    }

    @Test
    void letsEachWayBeginInTurn() {
        // Given
        List<String> ways = List.of("a", "b", "c");

        // Then
        assertThat(Rounds.inTurn(ways, 0)).containsExactly("a", "b", "c");
        assertThat(Rounds.inTurn(ways, 1)).containsExactly("b", "c", "a");
        assertThat(Rounds.inTurn(ways, 5)).containsExactly("c", "a", "b");
    }

    @Test
    void saysAllOfItToPrograms() {
        // When
        add("bare", 4, 2);

        // Then
        assertThat(rounds.json().toString())
                .isEqualTo("{\"bare\":{\"p50_ms\":{\"median\":3.0,\"least\":2.0,\"most\":4.0,\"rounds\":[4.0,2.0]}}}");
    }

    @Test
    void writesNoMoreDigitsThanSaySomething() {
        assertThat(new Spread(0.987, 1.234, 250.4)).hasToString("1.23 (0.99 to 250)");
        assertThat(Spread.number(Double.NaN)).isEqualTo("-");
    }

    private void add(String way, double... values) {
        for (double value : values) {
            rounds.add(way, "p50_ms", value);
        }
    }
}
