package dev.writ.benchmark.cache;

import dev.writ.benchmark.local.Agents;
import dev.writ.benchmark.local.CachedChecks;
import dev.writ.benchmark.local.Zipf;
import dev.writ.policy.Policy;
import dev.writ.topology.decide.CacheStats;
import dev.writ.topology.decide.DecisionCache;

/**
 * How often the cache of one task had the answer.
 *
 * @param agents asked by Zipf's law, exponent 1
 * @param rate 0 to 1
 */
record HitRate(int agents, double rate) {

    /** Of the load, in checks of one task. */
    static final int PER_SECOND = 500;
    /** Of stream time; an entry lives for one. */
    static final int MINUTES = 10;

    private static final String ACTION = "stream_chat";
    private static final long SEED = 42;
    private static final long MILLIS_BETWEEN = 1_000 / PER_SECOND;
    private static final int CHECKS = MINUTES * 60 * PER_SECOND;

    /** Of an empty cache with the usual limits that is asked about as many agents. */
    static HitRate under(int agents) {
        DecisionCache cache = CachedChecks.cache();
        Zipf zipf = new Zipf(agents, 1, SEED);
        Policy policy = Policy.builtIn();
        for (int number = 0; number < CHECKS; number++) {
            var _ = cache.check(policy, Agents.intern(zipf.getAsInt()), ACTION, number * MILLIS_BETWEEN);
        }
        CacheStats stats = cache.stats();
        return new HitRate(agents, (double) stats.hits() / (stats.hits() + stats.misses()));
    }
}
