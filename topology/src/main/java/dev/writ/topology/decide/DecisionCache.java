package dev.writ.topology.decide;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import dev.writ.policy.Agent;
import dev.writ.policy.MaturityCheck;
import dev.writ.policy.MaturityCheck.Basis;
import dev.writ.policy.Policy;
import dev.writ.schemas.event.CacheResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what the rule said about an agent and an action. One task, one thread, one cache.
 *
 * <p>An entry carries the facts that it follows from, and answers only while they still hold: a stale answer is impossible,
 * whatever order changes arrive in. Caffeine answers and bounds; the state store behind it holds the same entries, so that a
 * restarted task starts warm. Time is stream time, so that a replay sees the same ages.
 */
public final class DecisionCache {

    /** An answer, and whether the cache gave it. */
    public record Answer(MaturityCheck check, CacheResult result) {}

    /** A key that needs no text of its own. */
    private record Key(String agentId, String action) {

        /** Of an entry that the store has. */
        static Key of(KeyValue<String, CachedCheck> stored) {
            String action = stored.value.check().action().name();
            return new Key(stored.key.substring(0, stored.key.length() - action.length() - 1), action);
        }

        String stored() {
            return agentId + ":" + action;
        }
    }

    private final KeyValueStore<String, CachedCheck> store;
    private final Cache<Key, CachedCheck> entries;
    private final Duration ttl;
    private final long ttlMillis;
    private final int maxSize;
    private long hits;
    private long misses;
    private long evictions;
    private long invalidations;

    /**
     * A cache that has what the store has.
     *
     * @param ttl how long an entry holds, in stream time
     * @param maxSize most entries, 1 or more
     */
    public DecisionCache(KeyValueStore<String, CachedCheck> store, Duration ttl, int maxSize) {
        this.store = store;
        this.ttl = ttl;
        this.ttlMillis = ttl.toMillis();
        this.maxSize = maxSize;
        this.entries = Caffeine.newBuilder()
                .maximumSize(maxSize)
                .executor(Runnable::run)
                .evictionListener(this::evicted)
                .build();
        warmUp();
    }

    /**
     * What the rule says, from the cache while its facts hold.
     *
     * @param streamTime now, in milliseconds since the epoch
     */
    public Answer check(Policy policy, Agent agent, String action, long streamTime) {
        Key key = new Key(agent.id(), action);
        CachedCheck known = entries.getIfPresent(key);
        if (known != null && holds(known, Basis.of(policy, agent), streamTime)) {
            hits++;
            return new Answer(known.check(), CacheResult.HIT);
        }
        misses++;
        if (known != null) {
            invalidations++;
        }
        CachedCheck fresh = new CachedCheck(MaturityCheck.of(policy, agent, action), streamTime);
        store.put(key.stored(), fresh);
        entries.put(key, fresh);
        return new Answer(fresh.check(), CacheResult.MISS);
    }

    /** Drops what is too old, here and in the store. */
    void expire(long streamTime) {
        List<Key> old = new ArrayList<>();
        entries.asMap().forEach((key, cached) -> {
            if (isOld(cached, streamTime)) {
                old.add(key);
            }
        });
        old.forEach(this::drop);
    }

    /** What it has counted so far. */
    public CacheStats stats() {
        return new CacheStats(
                entries.estimatedSize(), maxSize, hits, misses, evictions, invalidations, ttl.toSeconds());
    }

    private boolean holds(CachedCheck cached, Basis basis, long streamTime) {
        return !isOld(cached, streamTime) && cached.check().basis().equals(basis);
    }

    private boolean isOld(CachedCheck cached, long streamTime) {
        return streamTime - cached.madeAt() >= ttlMillis;
    }

    private void drop(Key key) {
        entries.invalidate(key);
        store.delete(key.stored());
    }

    private void evicted(@Nullable Key key, @Nullable CachedCheck cached, RemovalCause cause) {
        evictions++;
        store.delete(Objects.requireNonNull(key, "keys are held strongly").stored());
    }

    private void warmUp() {
        try (KeyValueIterator<String, CachedCheck> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<String, CachedCheck> entry = all.next();
                entries.put(Key.of(entry), entry.value);
            }
        }
    }
}
