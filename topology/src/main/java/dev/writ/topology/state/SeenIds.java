package dev.writ.topology.state;

import java.time.Duration;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/**
 * Ids that were dealt with, for as long as a retry may come. A window store, because it forgets whole segments by stream time:
 * nothing has to look for what is old. An id is kept in its day, under its key, and asked for in each day that the retention
 * reaches to: with the default one, two that are there. To search for it through all milliseconds took half as long again. The
 * value is when it was noted, so that the retention is exact all the same. Days are the same for all retentions, so ids are found
 * behind a change of it too; only the files of RocksDB are named after how many days are kept, and have to be restored then.
 */
public final class SeenIds {

    private static final Duration DAY = Duration.ofDays(1);
    private static final long DAY_MS = DAY.toMillis();

    private final WindowStore<String, Long> store;
    private final long retentionMs;

    /** The ids in a store that {@link #store} made, with the same retention. */
    public SeenIds(ProcessingContext context, String storeName, Duration retention) {
        this.store = context.getStateStore(storeName);
        this.retentionMs = retention.toMillis();
    }

    /** Builds the store. It keeps the day that is and as many before as the retention may reach to. */
    public static StoreBuilder<WindowStore<String, Long>> store(String name, Duration retention) {
        Duration kept =
                DAY.multipliedBy(Math.ceilDiv(retention.toMillis(), DAY_MS)).plusMillis(1);
        return Stores.windowStoreBuilder(
                Stores.persistentWindowStore(name, kept, DAY, false), Serdes.String(), Serdes.Long());
    }

    /** Notes an id, which is not looked for: that costs more than the note. */
    public void add(String id, long timestamp) {
        store.put(id, timestamp, dayOf(timestamp));
    }

    /** Whether the id was noted within the retention, before or after that time. */
    public boolean contains(String id, long timestamp) {
        long last = timestamp + retentionMs;
        for (long day = dayOf(Math.max(0, timestamp - retentionMs)); day <= last; day += DAY_MS) {
            Long noted = store.fetch(id, day);
            if (noted != null && Math.abs(noted - timestamp) <= retentionMs) {
                return true;
            }
        }
        return false;
    }

    private static long dayOf(long timestamp) {
        return timestamp - timestamp % DAY_MS;
    }
}
