package dev.writ.worker.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeltaCoalescerTest {

    private static final long MILLI = 1_000_000;

    private final DeltaCoalescer coalescer = new DeltaCoalescer();

    @Test
    void sendsTheFirstDeltaAtOnceAndPutsLaterOnesTogether() {
        // When, Then
        assertThat(coalescer.add("a", 0)).containsExactly(new Piece("a", 1));
        assertThat(coalescer.add("b", MILLI)).isEmpty();
        assertThat(coalescer.add("c", 2 * MILLI)).isEmpty();
        assertThat(coalescer.takeAll()).containsExactly(new Piece("bc", 2));
    }

    @Test
    void isDueFiftyMillisecondsAfterWhatWentOutBefore() {
        // Given
        var _ = coalescer.add("a", 0);
        assertThat(coalescer.nanosUntilDue(0)).isEqualTo(Long.MAX_VALUE);

        // When
        var _ = coalescer.add("b", 10 * MILLI);
        var _ = coalescer.add("c", 40 * MILLI);

        // Then
        assertThat(coalescer.nanosUntilDue(40 * MILLI)).isEqualTo(10 * MILLI);
        assertThat(coalescer.takeWhole()).containsExactly(new Piece("bc", 2));
        assertThat(coalescer.nanosUntilDue(60 * MILLI)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void makesASteadySlowStreamWaitForNothing() {
        // Given
        var _ = coalescer.add("a", 0);

        // When
        var _ = coalescer.add("b", 51 * MILLI);

        // Then
        assertThat(coalescer.nanosUntilDue(51 * MILLI)).isLessThanOrEqualTo(0);
        assertThat(coalescer.takeWhole()).containsExactly(new Piece("b", 1));
    }

    @Test
    void putsTogetherWhatIsLateAlready() {
        // Given
        var _ = coalescer.add("a", 0);

        // When
        var _ = coalescer.add("b", 60 * MILLI);
        var _ = coalescer.add("c", 120 * MILLI);

        // Then
        assertThat(coalescer.takeWhole()).containsExactly(new Piece("bc", 2));
    }

    @Test
    void waitsNoLongerThanForAKibibyte() {
        // Given
        var _ = coalescer.add("a", 0);

        // When, Then
        assertThat(coalescer.add("ä".repeat(511), 0)).isEmpty();
        assertThat(coalescer.add("ä", 0)).containsExactly(new Piece("ä".repeat(512), 2));
    }

    @Test
    void neverSplitsACharacter() {
        // Given
        String world = "🌍";

        // When, Then
        assertThat(coalescer.add("a" + world.charAt(0), 0)).containsExactly(new Piece("a", 1));
        assertThat(coalescer.add(world.charAt(1) + "b", 0)).isEmpty();
        assertThat(coalescer.takeAll()).extracting(Piece::text).containsExactly(world + "b");
    }

    @Test
    void replacesHalfACharacterThatStaysAlone() {
        // Given
        var _ = coalescer.add("a🌍".substring(0, 2), 0);

        // When, Then
        assertThat(coalescer.takeAll()).extracting(Piece::text).containsExactly("\uFFFD");
    }

    @Test
    void cutsAHugeDeltaBetweenCharacters() {
        // Given
        String huge = "x" + "🌍".repeat(DeltaCoalescer.LONGEST_PIECE);

        // When
        var pieces = coalescer.add(huge, 0);

        // Then
        assertThat(pieces).hasSize(3).allSatisfy(piece -> {
            assertThat(piece.text().length()).isLessThanOrEqualTo(DeltaCoalescer.LONGEST_PIECE);
            assertThat(Character.isHighSurrogate(
                            piece.text().charAt(piece.text().length() - 1)))
                    .isFalse();
        });
        assertThat(String.join("", pieces.stream().map(Piece::text).toList())).isEqualTo(huge);
    }
}
