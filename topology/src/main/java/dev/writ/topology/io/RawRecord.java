package dev.writ.topology.io;

import dev.writ.schemas.event.RecordOrigin;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** A record as it came, before anything is believed of it. */
public final class RawRecord {

    private final RecordOrigin origin;
    private final Record<byte[], byte[]> record;

    private RawRecord(RecordOrigin origin, Record<byte[], byte[]> record) {
        this.origin = origin;
        this.record = record;
    }

    /** The record that a processor is given. */
    public static RawRecord of(ProcessingContext context, Record<byte[], byte[]> record) {
        RecordMetadata metadata = context.recordMetadata()
                .orElseThrow(() -> new IllegalStateException("a source record always has its origin"));
        return new RawRecord(new RecordOrigin(metadata.topic(), metadata.partition(), metadata.offset()), record);
    }

    /** Where it came from. */
    public RecordOrigin origin() {
        return origin;
    }

    /** Milliseconds since the epoch. */
    public long timestamp() {
        return record.timestamp();
    }

    /** The key's bytes; null if there is none. */
    public byte @Nullable [] key() {
        return record.key();
    }

    /** The value's bytes; null if there is none. */
    public byte @Nullable [] value() {
        return record.value();
    }

    /** The headers. */
    public Headers headers() {
        return record.headers();
    }

    /** The key as text; empty if there is none. */
    public String keyText() {
        byte[] key = record.key();
        return key == null ? "" : new String(key, StandardCharsets.UTF_8);
    }
}
