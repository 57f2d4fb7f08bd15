package dev.writ.topology.decide;

import dev.writ.schemas.event.CanvasState;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** The stores that belong to deciding alone. */
public final class DecisionStores {

    private static final int RECENT_CANVASES = 1_000;

    private DecisionStores() {}

    /** Behind the decision cache; kept in a changelog, so that a restarted task starts warm. */
    public static StoreBuilder<KeyValueStore<String, CachedCheck>> cache(String name) {
        return Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(name), Serdes.String(), CachedCheckSerde.serde());
    }

    /** Canvases shown lately; not kept, since the global store catches up within a moment. */
    public static StoreBuilder<?> recentCanvases(String name, Serde<CanvasState> serde) {
        return Stores.keyValueStoreBuilder(Stores.lruMap(name, RECENT_CANVASES), Serdes.String(), serde)
                .withLoggingDisabled();
    }
}
