package dev.writ.topology.state;

import java.time.Duration;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;

/**
 * Ids that were dealt with, for as long as a retry may come. A window store, because it forgets whole segments by stream time:
 * nothing has to look for what is old.
 */
public final class SeenIds {

    private static final byte[] SEEN = {1};

    private final WindowStore<String, byte[]> store;
    private final long retentionMs;

    /** The ids in a store that {@link #store} made. */
    public SeenIds(ProcessingContext context, String storeName, Duration retention) {
        this.store = context.getStateStore(storeName);
        this.retentionMs = retention.toMillis();
    }

    /** Builds the store. */
    public static StoreBuilder<WindowStore<String, byte[]>> store(String name, Duration retention) {
        return Stores.windowStoreBuilder(
                Stores.persistentWindowStore(name, retention, Duration.ofMillis(1), false),
                Serdes.String(),
                Serdes.ByteArray());
    }

    /** Notes an id, which is not looked for: that costs more than the note. */
    public void add(String id, long timestamp) {
        store.put(id, SEEN, timestamp);
    }

    /** Whether the id was noted within the retention, before or after that time. */
    public boolean contains(String id, long timestamp) {
        try (WindowStoreIterator<byte[]> found =
                store.fetch(id, Math.max(0, timestamp - retentionMs), timestamp + retentionMs)) {
            return found.hasNext();
        }
    }
}
