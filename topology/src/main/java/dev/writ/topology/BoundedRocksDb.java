package dev.writ.topology;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;

/**
 * Keeps RocksDB small. Only the memories of request and command ids are in it: many small segments, written once and read while
 * they are young, so that the default of 16 MiB and more for each segment buys nothing.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {

    private static final long WRITE_BUFFER_BYTES = 1L << 20;
    private static final long CACHE_BYTES = 1L << 20;

    private final Cache cache = new LRUCache(CACHE_BYTES);

    /** Made by Kafka Streams, one for each store. */
    public BoundedRocksDb() {}

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(cache);
        options.setTableFormatConfig(table);
        options.setWriteBufferSize(WRITE_BUFFER_BYTES);
        options.setMaxWriteBufferNumber(2);
        options.setMaxBackgroundJobs(2);
    }

    @Override
    public void close(String storeName, Options options) {
        cache.close();
    }
}
