package dev.writ.benchmark.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.writ.benchmark.figures.Rounds;
import dev.writ.benchmark.figures.Samples;
import org.junit.jupiter.api.Test;

class SpentTest {

    private static final int BYTES = 8 * 1024 * 1024;

    @Test
    void countsWhatThisProcessAndWhatTheNamedThreadsAllocate() {
        // Given
        String thread = Thread.currentThread().getName();
        Spent before = Spent.untilNow(thread);

        // When
        byte[] allocated = new byte[BYTES];

        // Then
        Spent spent = Spent.untilNow(thread).since(before);
        assertThat(spent.streamBytes()).isGreaterThanOrEqualTo(allocated.length);
        assertThat(spent.allocatedBytes()).isGreaterThanOrEqualTo(allocated.length);
        assertThat(spent.processorNanos()).isNotNegative();
    }

    @Test
    void countsNoThreadsWhereNoneIsNamed() {
        // When
        Spent spent = Spent.untilNow("");

        // Then
        assertThat(spent.streamBytes()).isZero();
        assertThat(spent.streamNanos()).isZero();
        assertThat(spent.processorNanos()).isPositive();
    }

    @Test
    void aRunCountsForEachRecord() {
        // Given
        Rounds rounds = new Rounds();
        Samples times = new Samples();
        times.add(5_000_000);
        Run run = new Run(4, 2, times, 1, new Spent(80_000, 400, 20_000, 40));

        // When
        run.addTo(rounds, "writ");

        // Then
        assertThat(median(rounds, "per_second")).isEqualTo(2);
        assertThat(median(rounds, "p999_ms")).isEqualTo(5);
        assertThat(median(rounds, "cpu_us")).isEqualTo(20);
        assertThat(median(rounds, "allocated_bytes")).isEqualTo(100);
        assertThat(median(rounds, "stream_cpu_us")).isEqualTo(5);
        assertThat(median(rounds, "stream_allocated_bytes")).isEqualTo(10);
        assertThat(median(rounds, "doubled")).isEqualTo(1);
    }

    private static double median(Rounds rounds, String figure) {
        return rounds.of("writ", figure).median();
    }
}
