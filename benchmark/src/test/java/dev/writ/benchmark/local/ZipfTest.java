package dev.writ.benchmark.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class ZipfTest {

    private static final int DRAWS = 200_000;

    @Test
    void drawsEachNumberInProportionToItsRank() {
        // Given
        Zipf zipf = new Zipf(100, 1, 42);
        int[] counts = new int[100];

        // When
        for (int draw = 0; draw < DRAWS; draw++) {
            counts[zipf.getAsInt()]++;
        }

        // Then: the harmonic number of 100 is 5.187
        double first = DRAWS / 5.187;
        assertThat((double) counts[0]).isCloseTo(first, Percentage.withPercentage(3));
        assertThat((double) counts[1]).isCloseTo(first / 2, Percentage.withPercentage(5));
        assertThat((double) counts[9]).isCloseTo(first / 10, Percentage.withPercentage(10));
        assertThat(counts[99]).isPositive();
    }

    @Test
    void drawsAllAlikeWithoutAnExponent() {
        // Given
        Zipf zipf = new Zipf(4, 0, 42);

        // When
        long lasts = IntStream.generate(zipf)
                .limit(DRAWS)
                .filter(number -> number == 3)
                .count();

        // Then
        assertThat((double) lasts).isCloseTo(DRAWS / 4.0, Percentage.withPercentage(3));
    }

    @Test
    void drawsTheSameForTheSameSeed() {
        // Given
        int[] first = IntStream.generate(new Zipf(1_000, 1, 7)).limit(50).toArray();

        // Then
        assertThat(IntStream.generate(new Zipf(1_000, 1, 7)).limit(50).toArray())
                .isEqualTo(first);
    }
}
