package dev.writ.torture.gather;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.torture.history.Settling;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettlingsTest {

    private final Settlings settlings = new Settlings();

    @Test
    void tellsOfEachSinceWhenItIsThere() {
        // When
        look("a", "0", 1);
        look("b", "12", 2);
        look("a", "0", 3);
        look("b", "0", 4);

        // Then
        assertThat(settlings.all()).containsExactly(came("a", 1), came("b", 4));
    }

    @Test
    void countsFromTheReturnOfWhatWentAwayAgain() {
        // When
        look("a", "0", 1);
        look("a", "7", 2);
        look("a", "0", 3);

        // Then
        assertThat(settlings.all()).containsExactly(came("a", 3));
    }

    @Test
    void keepsWhatWasSeenOfWhatDidNotCome() {
        // When
        look("a", "0", 1);
        look("a", "503", 2);

        // Then
        assertThat(settlings.all()).containsExactly(new Settling("a", Optional.empty(), "503"));
    }

    @Test
    void waitsUntilAllWereThereInTwoPassesInARow() {
        // Then
        assertThat(pass("0", "12")).isFalse();
        assertThat(pass("0", "0")).isFalse();
        assertThat(pass("3", "0")).isFalse();
        assertThat(pass("0", "0")).isFalse();
        assertThat(pass("0", "0")).isTrue();
    }

    private boolean pass(String a, String b) {
        look("a", a, 1);
        look("b", b, 1);
        return settlings.haveStayed();
    }

    private void look(String what, String seen, int seconds) {
        settlings.look(what, seen, Duration.ofSeconds(seconds));
    }

    private static Settling came(String what, int seconds) {
        return new Settling(what, Optional.of(Duration.ofSeconds(seconds)), "0");
    }
}
