package dev.writ.benchmark.path;

import dev.writ.benchmark.figures.Rounds;
import dev.writ.benchmark.figures.Samples;

/**
 * What one run found.
 *
 * @param count records that came, 1 or more
 * @param seconds in which these came
 * @param times from when each was to be sent until it came
 * @param doubled records that came more than once
 * @param spent by this process meanwhile
 */
public record Run(int count, double seconds, Samples times, int doubled, Spent spent) {

    private static final double NANOS_PER_MICRO = 1e3;

    /** Adds its figures to a round, for the way that it took. */
    public void addTo(Rounds rounds, String way) {
        rounds.add(way, "per_second", count / seconds);
        rounds.add(way, "p50_ms", times.millis(50));
        rounds.add(way, "p99_ms", times.millis(99));
        rounds.add(way, "p999_ms", times.millis(99.9));
        rounds.add(way, "doubled", doubled);
        rounds.add(way, "cpu_us", each(spent.processorNanos()) / NANOS_PER_MICRO);
        rounds.add(way, "allocated_bytes", each(spent.allocatedBytes()));
        rounds.add(way, "stream_cpu_us", each(spent.streamNanos()) / NANOS_PER_MICRO);
        rounds.add(way, "stream_allocated_bytes", each(spent.streamBytes()));
    }

    private double each(long whole) {
        return (double) whole / count;
    }
}
