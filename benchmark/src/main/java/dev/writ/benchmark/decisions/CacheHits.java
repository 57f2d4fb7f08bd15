package dev.writ.benchmark.decisions;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How often the decision caches of all tasks together had the answer.
 *
 * @param hits checks that a cache answered
 * @param misses checks that the rule answered
 */
record CacheHits(long hits, long misses) {

    /**
     * From the counts that decisions carry, those of each partition's last decision.
     *
     * @param headers names and values, separated by commas
     */
    static CacheHits of(List<String> headers) {
        return new CacheHits(sum(headers, "hits"), sum(headers, "misses"));
    }

    /** Hits in 1 check, 0 to 1; not a number where there was none. */
    double rate() {
        return (double) hits / (hits + misses);
    }

    private static long sum(List<String> headers, String name) {
        return headers.stream()
                .map(CacheHits::counts)
                .mapToLong(counts -> counts.getOrDefault(name, 0L))
                .sum();
    }

    private static Map<String, Long> counts(String header) {
        return Arrays.stream(header.split(",", -1))
                .map(count -> count.split("=", 2))
                .collect(Collectors.toMap(count -> count[0], count -> Long.valueOf(count[1])));
    }
}
