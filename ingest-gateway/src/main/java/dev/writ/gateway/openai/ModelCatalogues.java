package dev.writ.gateway.openai;

import dev.writ.feed.FeedSettings;
import dev.writ.feed.RecordReader;
import dev.writ.feed.TypedReader;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.ModelCatalogue;
import dev.writ.schemas.event.OfferedModel;
import dev.writ.schemas.serde.SchemaRegistryClient;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What the workers of all groups can run, as writ.models says. */
public final class ModelCatalogues implements RecordReader {

    private final NavigableMap<String, ModelCatalogue> byGroup = new ConcurrentSkipListMap<>();
    private final TypedReader<ModelCatalogue> reader;

    /** An empty view. */
    public ModelCatalogues(SchemaRegistryClient registry) {
        this.reader = new TypedReader<>(Topics.MODELS, registry);
    }

    /** What to follow. */
    public static FeedSettings feed() {
        return new FeedSettings("writ-gateway-models", Map.of(Topics.MODELS, FeedSettings.EVERYTHING));
    }

    /**
     * A model that can be asked for.
     *
     * @param since when a worker last said so
     */
    record Offer(String model, String provider, Instant since) {}

    @Override
    public void read(ConsumerRecord<byte[], byte[]> record) {
        String group = reader.key(record);
        ModelCatalogue catalogue = reader.valueOrTombstone(record);
        if (catalogue == null) {
            byGroup.remove(group);
        } else {
            byGroup.put(group, catalogue);
        }
    }

    /** The models that a workspace may ask for, each once, those of the first group first. */
    List<Offer> offers(String workspaceId) {
        Map<String, Offer> offers = new LinkedHashMap<>();
        for (ModelCatalogue catalogue : byGroup.values()) {
            for (OfferedModel model : catalogue.getModels()) {
                if (model.getWorkspaceId().map(workspaceId::equals).orElse(true)) {
                    offers.putIfAbsent(
                            model.getModel(),
                            new Offer(model.getModel(), model.getProvider(), catalogue.getPublishedAt()));
                }
            }
        }
        return List.copyOf(offers.values());
    }
}
