package dev.writ.topology.decide;

/**
 * Counts of one task's decision cache since the task started.
 *
 * @param size entries now
 * @param maxSize most entries
 * @param hits checks that the cache answered
 * @param misses checks that the rule answered; hits + misses = checks
 * @param evictions entries dropped for room
 * @param invalidations misses whose entry was there, made from other facts or too old
 * @param ttlSeconds how long an entry holds
 */
public record CacheStats(
        long size, long maxSize, long hits, long misses, long evictions, long invalidations, long ttlSeconds) {

    /** Header of a decision that carries the counts of its task. */
    public static final String HEADER = "writ-cache-stats";

    /** As in the header: names and values, separated by commas. */
    String toHeader() {
        return "size=" + size + ",max_size=" + maxSize + ",hits=" + hits + ",misses=" + misses + ",evictions="
                + evictions + ",invalidations=" + invalidations + ",ttl_seconds=" + ttlSeconds;
    }
}
