package dev.writ.testcluster;

import dev.writ.local.InParallel;
import dev.writ.local.kafka.SingleNodeSettings;
import dev.writ.schemas.TopicCreator;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.clients.admin.Admin;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/** Kafka, PostgreSQL and Apicurio Registry, each in a container of its public image. */
final class ContainerCluster implements TestCluster {

    private static final String KAFKA_IMAGE = "apache/kafka:4.3.1";
    private static final int KAFKA_PORT = 9092;
    private static final short ONE_COPY = 1;

    private final ContainerPart<KafkaContainer> kafka =
            new ContainerPart<>(new KafkaContainer(KAFKA_IMAGE), KAFKA_PORT);
    private final PostgresPart postgres = new PostgresPart();
    private final RegistryPart registry = new RegistryPart();

    private ContainerCluster() {
        SingleNodeSettings.ALL.forEach((key, value) -> kafka.container().withEnv(variable(key), value));
    }

    /**
     * Starts everything.
     *
     * @param partitionLimit most partitions of a topic, 1 or more
     * @throws IllegalStateException if no Docker engine answers
     */
    static ContainerCluster start(int partitionLimit) {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            throw new IllegalStateException("No Docker engine answers, and " + Backend.PROPERTY
                    + "=containers needs one. Start it, set DOCKER_HOST, or run the tests without -Pcontainers.");
        }
        ContainerCluster cluster = new ContainerCluster();
        try {
            InParallel.run(List.of(
                    () -> cluster.startKafka(partitionLimit), cluster.postgres::start, cluster.registry::start));
            return cluster;
        } catch (RuntimeException e) {
            try (cluster) {
                throw e;
            }
        }
    }

    private void startKafka(int partitionLimit) {
        kafka.start();
        try (Admin admin = Admin.create(connection().admin("writ-test-cluster"))) {
            TopicCreator.createMissing(admin, partitionLimit, ONE_COPY);
        }
    }

    /** The environment variable by which the image takes a broker setting. */
    private static String variable(String key) {
        return "KAFKA_" + key.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    @Override
    public String bootstrapServers() {
        return kafka.container().getBootstrapServers();
    }

    @Override
    public URI registryUrl() {
        return registry.url();
    }

    @Override
    public String jdbcUrl() {
        return postgres.jdbcUrl();
    }

    @Override
    public String jdbcUser() {
        return PostgresPart.OWNER;
    }

    @Override
    public String jdbcPassword() {
        return PostgresPart.OWNER;
    }

    @Override
    public void stopPostgres() {
        postgres.stop();
    }

    @Override
    public void startPostgres() {
        postgres.startAgain();
    }

    @Override
    public void stopRegistry() {
        registry.stop();
    }

    @Override
    public void startRegistry() {
        registry.startAgain();
    }

    @Override
    public void close() {
        try (kafka;
                postgres;
                registry) {
            // The last one first, and all of them.
        }
    }
}
