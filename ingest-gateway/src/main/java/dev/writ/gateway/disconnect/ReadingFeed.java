package dev.writ.gateway.disconnect;

import dev.writ.feed.FeedSettings;
import dev.writ.feed.RecordReader;
import dev.writ.feed.TypedReader;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.ExecutionControl;
import dev.writ.schemas.event.ExecutionControlKind;
import dev.writ.schemas.serde.SchemaRegistryClient;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Hears from other gateways which executions are read there. */
public final class ReadingFeed implements RecordReader {

    private final TypedReader<ExecutionControl> reader;
    private final ReaderWatch watch;
    private final String instance;

    /**
     * Tells the watch of other gateways' readers.
     *
     * @param instance this gateway, whose own words it leaves out
     */
    public ReadingFeed(SchemaRegistryClient registry, ReaderWatch watch, String instance) {
        this.reader = new TypedReader<>(Topics.EXECUTION_CONTROLS, registry);
        this.watch = watch;
        this.instance = instance;
    }

    /** What to follow: from the end on, as what was said before this gateway had readers does not concern them. */
    public static FeedSettings feed() {
        return new FeedSettings(
                "writ-gateway-controls",
                Map.of(Topics.EXECUTION_CONTROLS, FeedSettings.NOTHING),
                FeedSettings.UNCOMMITTED);
    }

    @Override
    public void read(ConsumerRecord<byte[], byte[]> record) {
        ExecutionControl control = reader.value(record);
        if (control.getKind() == ExecutionControlKind.READING
                && !control.getActor().equals(instance)) {
            watch.readElsewhere(control.getExecutionId());
        }
    }
}
