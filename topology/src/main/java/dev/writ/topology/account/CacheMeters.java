package dev.writ.topology.account;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The meters of the decision caches, one of each task. What is dropped is counted at once, committed or not. */
final class CacheMeters {

    private static final Counts NONE = new Counts(0, 0, 0);

    private final Map<String, Counts> byTask = new ConcurrentHashMap<>();
    private final Counter evictions;
    private final Counter invalidations;

    private record Counts(long size, long evictions, long invalidations) {}

    CacheMeters(MeterRegistry meters) {
        this.evictions = Counter.builder("writ.decision.cache.evictions")
                .description("Entries that the decision cache dropped for room")
                .register(meters);
        this.invalidations = Counter.builder("writ.decision.cache.invalidations")
                .description("Misses whose entry was there, made from other facts or too old")
                .register(meters);
        Gauge.builder("writ.decision.cache.size", this, CacheMeters::size)
                .description("Entries of the decision cache")
                .strongReference(true)
                .register(meters);
    }

    /** A task's cache has counted so far. */
    void is(String task, long size, long evicted, long invalidated) {
        Counts before = byTask.getOrDefault(task, NONE);
        if (before.size == size && before.evictions == evicted && before.invalidations == invalidated) {
            return;
        }
        byTask.put(task, new Counts(size, evicted, invalidated));
        evictions.increment((double) Math.max(0, evicted - before.evictions));
        invalidations.increment((double) Math.max(0, invalidated - before.invalidations));
    }

    /** The task has stopped, and its cache with it. */
    void leave(String task) {
        byTask.remove(task);
    }

    private double size() {
        return byTask.values().stream().mapToLong(Counts::size).sum();
    }
}
