package dev.writ.benchmark.local;

import dev.writ.topology.decide.CachedCheck;
import dev.writ.topology.decide.DecisionCache;
import dev.writ.topology.decide.DecisionStores;
import java.time.Duration;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;

/** The decision cache of one task, on a store like that of the topology but without its changelog. */
public final class CachedChecks {

    /** How long an entry holds, unless it is set otherwise. */
    public static final Duration USUAL_TTL = Duration.ofSeconds(60);

    /** Most entries, unless it is set otherwise. */
    public static final int USUAL_SIZE = 10_000;

    private CachedChecks() {}

    /** An empty cache with the usual limits; for one thread. */
    public static DecisionCache cache() {
        KeyValueStore<String, CachedCheck> store =
                DecisionStores.cache("bench-cache").withLoggingDisabled().build();
        store.init(new MockProcessorContext<>().getStateStoreContext(), store);
        return new DecisionCache(store, USUAL_TTL, USUAL_SIZE);
    }
}
