package dev.writ.topology;

import dev.writ.schemas.KafkaTrouble;
import dev.writ.schemas.serde.SchemaRegistryClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topology as a running service: the governance application and the recorder beside it. They start once the first
 * records are on the topics; for that it waits as long as Kafka is away or refuses it. The topics must be there.
 */
public final class TopologyService implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TopologyService.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int APPLICATIONS = 2;

    private final GovernanceConfig config;
    private final SchemaRegistryClient registry;
    private final List<StreamsRunner> applications = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread starter;
    private volatile @Nullable Throwable failure;

    private TopologyService(GovernanceConfig config) {
        this.config = config;
        this.registry = new RetryingRegistry(config.connection().registry());
        this.starter = Thread.ofVirtual().name("writ-topology-start").unstarted(this::run);
    }

    /** Starts it; it may not be ready yet. */
    public static TopologyService start(GovernanceConfig config) {
        TopologyService service = new TopologyService(config);
        service.starter.start();
        return service;
    }

    /** Whether requests are being decided. */
    public boolean isReady() {
        return applications.size() == APPLICATIONS && applications.stream().allMatch(StreamsRunner::isRunning);
    }

    /** What keeps it from ever starting, such as a setting that Kafka Streams refuses; empty while nothing does. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    private void run() {
        try {
            publishFirstRecords();
            if (closing.getCount() > 0) {
                startApplications();
            }
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("the topology cannot start: {}", e.getMessage(), e);
            failure = e;
        }
    }

    private void publishFirstRecords() throws InterruptedException {
        String told = "";
        do {
            try {
                Bootstrap.publish(config, registry);
                return;
            } catch (ConfigException | InterruptException e) {
                throw e;
            } catch (KafkaException e) {
                String line = KafkaTrouble.inOneLine(e);
                if (!line.equals(told)) {
                    LOG.error("the topology waits: {}", line);
                    told = line;
                }
            }
        } while (!closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
    }

    private void startApplications() {
        applications.add(new StreamsRunner(
                config.applicationId(),
                () -> GovernanceTopology.build(config, registry),
                StreamsSettings.of(config, config.applicationId(), registry)));
        applications.add(new StreamsRunner(
                config.recorderId(),
                () -> RecorderTopology.build(registry),
                StreamsSettings.of(config, config.recorderId(), registry)));
    }

    /** Stops after the running transactions. */
    @Override
    public void close() {
        closing.countDown();
        starter.interrupt();
        try {
            starter.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        applications.forEach(StreamsRunner::close);
    }
}
