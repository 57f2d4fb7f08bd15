package dev.writ.worker.tool;

import dev.writ.feed.FeedSettings;
import dev.writ.feed.RecordReader;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.serde.AvroDeserializer;
import dev.writ.schemas.serde.SchemaRegistryClient;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Brings decisions to the checks that wait for them. Safe for use by several threads. */
public final class PendingChecks implements RecordReader {

    /** What to follow: a check waits before it is asked, so its decision comes later. */
    public static final FeedSettings FEED =
            new FeedSettings("writ-worker-decisions", Map.of(Topics.DECISIONS, FeedSettings.NOTHING));

    private final Map<String, CompletableFuture<ActionDecided>> waiting = new ConcurrentHashMap<>();
    private final AvroDeserializer<ActionDecided> deserializer;

    /** Checks without a wait yet. */
    public PendingChecks(SchemaRegistryClient registry) {
        this.deserializer = new AvroDeserializer<>(ActionDecided.class, registry);
    }

    /** Waits for the decision on a request; {@link #forget} ends that. */
    CompletableFuture<ActionDecided> await(String requestId) {
        return waiting.computeIfAbsent(requestId, unknown -> new CompletableFuture<>());
    }

    /** Waits for it no longer. */
    void forget(String requestId) {
        waiting.remove(requestId);
    }

    /** Decisions are read only while somebody waits: most are not on tool calls. */
    @Override
    public void read(ConsumerRecord<byte[], byte[]> record) {
        if (waiting.isEmpty()) {
            return;
        }
        ActionDecided decided = deserializer.deserialize(record.topic(), record.value());
        if (decided != null && decided.getParentExecutionId().isPresent()) {
            CompletableFuture<ActionDecided> waiter = waiting.get(decided.getRequestId());
            if (waiter != null) {
                boolean _ = waiter.complete(decided);
            }
        }
    }
}
