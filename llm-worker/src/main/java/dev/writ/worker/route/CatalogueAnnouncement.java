package dev.writ.worker.route;

import dev.writ.schemas.CloudEvent;
import dev.writ.schemas.Ids;
import dev.writ.schemas.Topics;
import dev.writ.schemas.event.ModelCatalogue;
import dev.writ.worker.provider.Pacer;
import dev.writ.worker.publish.Durable;
import dev.writ.worker.publish.EventPublisher;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes what the workers can run, on a thread of its own, and again until Kafka has it. */
public final class CatalogueAnnouncement implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CatalogueAnnouncement.class);
    private static final Duration WAIT = Duration.ofSeconds(5);
    private static final String SOURCE = "/writ/worker";

    private final EventPublisher publisher;
    private final ModelCatalogue catalogue;
    private final Pacer pacer;
    private final Thread thread = Thread.ofVirtual().name("writ-worker-models").unstarted(this::announce);

    private CatalogueAnnouncement(EventPublisher publisher, ModelCatalogue catalogue, Pacer pacer) {
        this.publisher = publisher;
        this.catalogue = catalogue;
        this.pacer = pacer;
    }

    /** Begins to publish it. */
    public static CatalogueAnnouncement start(EventPublisher publisher, ModelCatalogue catalogue, Pacer pacer) {
        CatalogueAnnouncement started = new CatalogueAnnouncement(publisher, catalogue, pacer);
        started.thread.start();
        return started;
    }

    /** Gives up what Kafka does not have by now. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private void announce() {
        try {
            while (!published()) {
                pacer.await(WAIT);
            }
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean published() throws InterruptedException {
        String id = Ids.derive("models", catalogue.getGroupId(), catalogue.getPublishedAt());
        try {
            Durable.await(publisher.publish(
                    Topics.MODELS,
                    catalogue.getGroupId().getBytes(StandardCharsets.UTF_8),
                    catalogue,
                    CloudEvent.of(id, SOURCE, catalogue, catalogue.getPublishedAt(), CloudEvent.traceparentFrom(id)),
                    0));
            return true;
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            LOG.warn("What the workers can run waits for Kafka or the schema registry: {}", e.toString());
            return false;
        }
    }
}
