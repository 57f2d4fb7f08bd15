package dev.writ.gateway.push;

import dev.writ.feed.RecordReader;
import dev.writ.feed.TypedReader;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.CanvasState;
import dev.writ.schemas.serde.SchemaRegistryClient;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Lets the hub see the canvases and decisions that pass by on the way to another reader. */
public final class PushTap implements RecordReader {

    private final RecordReader reader;
    private final PushHub hub;
    private final TypedReader<CanvasState> canvases;
    private final TypedReader<ActionDecided> decisions;

    public PushTap(RecordReader reader, PushHub hub, SchemaRegistryClient registry) {
        this.reader = reader;
        this.hub = hub;
        this.canvases = new TypedReader<>(Topics.CANVASES, registry);
        this.decisions = new TypedReader<>(Topics.DECISIONS, registry);
    }

    @Override
    public void read(ConsumerRecord<byte[], byte[]> record) {
        reader.read(record);
        TopicPartition place = new TopicPartition(record.topic(), record.partition());
        if (!isPushed(record) || hub.passes(place, record.offset())) {
            return;
        }
        if (canvases.reads(record)) {
            @Nullable CanvasState canvas = canvases.valueOrTombstone(record);
            if (canvas != null) {
                hub.observe(canvas, place, record.offset());
            }
        } else {
            hub.observe(decisions.value(record), decisions.key(record), place, record.offset());
        }
    }

    private boolean isPushed(ConsumerRecord<byte[], byte[]> record) {
        return canvases.reads(record) || decisions.reads(record);
    }

    @Override
    public void afterBatch() {
        reader.afterBatch();
    }
}
