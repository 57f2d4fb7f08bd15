package dev.writ.topology.state;

import java.time.Duration;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/**
 * Ids that were dealt with, for as long as a retry may come. A window store, because it forgets whole segments by stream time:
 * nothing has to look for what is old. A window is as long as the retention, so an id is in one of three, each of which is asked
 * by its key; with a window for each millisecond it had to be searched for, which took five times as long. The value is when it
 * was noted, so that the retention is exact all the same.
 */
public final class SeenIds {

    private final WindowStore<String, Long> store;
    private final long retentionMs;

    /** The ids in a store that {@link #store} made, with the same retention. */
    public SeenIds(ProcessingContext context, String storeName, Duration retention) {
        this.store = context.getStateStore(storeName);
        this.retentionMs = retention.toMillis();
    }

    /** Builds the store. It keeps this window and the one before. */
    public static StoreBuilder<WindowStore<String, Long>> store(String name, Duration retention) {
        return Stores.windowStoreBuilder(
                Stores.persistentWindowStore(name, retention.plusMillis(1), retention, false),
                Serdes.String(),
                Serdes.Long());
    }

    /** Notes an id, which is not looked for: that costs more than the note. */
    public void add(String id, long timestamp) {
        store.put(id, timestamp, windowOf(timestamp));
    }

    /** Whether the id was noted within the retention, before or after that time. */
    public boolean contains(String id, long timestamp) {
        long window = windowOf(timestamp);
        return isNoted(id, timestamp, window)
                || isNoted(id, timestamp, window - retentionMs)
                || isNoted(id, timestamp, window + retentionMs);
    }

    private boolean isNoted(String id, long timestamp, long window) {
        Long noted = window < 0 ? null : store.fetch(id, window);
        return noted != null && Math.abs(noted - timestamp) <= retentionMs;
    }

    private long windowOf(long timestamp) {
        return timestamp - timestamp % retentionMs;
    }
}
