package dev.writ.local;

import dev.writ.local.kafka.Broker;
import dev.writ.local.postgres.Database;
import dev.writ.local.registry.SchemaRegistryServer;
import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.TopicCreator;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * A running broker, PostgreSQL and schema registry on loopback, with the catalogue's topics. Stopping and starting a part
 * is for tests of what happens then, one at a time; the part keeps its data and its port.
 */
public final class LocalCluster implements AutoCloseable {

    private static final short ONE_COPY = 1;
    private static final String POSTGRES = "postgres";

    private final DataDirectory data;
    private final int kafkaPort;
    private final int registryPort;
    private final int postgresPort;
    private final Map<String, String> postgresSettings;
    private final AtomicReference<@Nullable Broker> broker = new AtomicReference<>();
    private final AtomicReference<@Nullable Database> database = new AtomicReference<>();
    private final AtomicReference<@Nullable SchemaRegistryServer> registry = new AtomicReference<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    private LocalCluster(
            DataDirectory data,
            int kafkaPort,
            int registryPort,
            int postgresPort,
            Map<String, String> postgresSettings) {
        this.data = data;
        this.kafkaPort = kafkaPort;
        this.registryPort = registryPort;
        this.postgresPort = postgresPort;
        this.postgresSettings = postgresSettings;
    }

    /**
     * Starts everything.
     *
     * @throws PortTakenException if another process listens on a wanted port
     * @throws LocalClusterException if the data directory is in use, or a part cannot start
     */
    public static LocalCluster start(LocalClusterConfig config) {
        int kafkaPort = Ports.resolve("Kafka", config.kafkaPort());
        int registryPort = Ports.resolve("The schema registry", config.registryPort());
        DataDirectory data = DataDirectory.open(config.dataDirectory());
        int postgresPort;
        try {
            // A server that a killed process left on this data may hold the wanted port.
            Database.stopOrphan(data.resolve(POSTGRES));
            postgresPort = Ports.resolve("PostgreSQL", config.postgresPort());
        } catch (RuntimeException e) {
            try (data) {
                throw e;
            }
        }
        LocalCluster cluster = new LocalCluster(data, kafkaPort, registryPort, postgresPort, config.postgresSettings());
        try {
            InParallel.run(List.of(
                    () -> cluster.startKafka(config.partitionLimit()), cluster::startPostgres, cluster::startRegistry));
            return cluster;
        } catch (RuntimeException e) {
            try (cluster) {
                throw e;
            }
        }
    }

    private void startKafka(int partitionLimit) {
        broker.set(Broker.start(data.resolve("kafka"), kafkaPort));
        try (Admin admin = Admin.create(connection().admin("writ-local-cluster"))) {
            TopicCreator.createMissing(admin, partitionLimit, ONE_COPY);
        }
    }

    /** Starts PostgreSQL again; nothing if it runs. */
    public void startPostgres() {
        if (database.get() == null) {
            database.set(Database.start(
                    data.resolve(POSTGRES),
                    data.resolve("postgres.log"),
                    postgresPort,
                    !data.isTemporary(),
                    postgresSettings));
        }
    }

    /** Stops PostgreSQL and cuts its connections; nothing if it is stopped. */
    public void stopPostgres() {
        close(database);
    }

    /** Starts the schema registry again; nothing if it runs. */
    public void startRegistry() {
        if (registry.get() == null) {
            registry.set(SchemaRegistryServer.start(data.resolve("registry").resolve("schemas.jsonl"), registryPort));
        }
    }

    /** Stops the schema registry; nothing if it is stopped. */
    public void stopRegistry() {
        close(registry);
    }

    /** Where the data is; deleted at the end if it is temporary. */
    public Path dataDirectory() {
        return data.resolve("");
    }

    /** The broker, host:port. */
    public String bootstrapServers() {
        return Ports.LOOPBACK + ":" + kafkaPort;
    }

    /** The schema registry's base URL. */
    public URI registryUrl() {
        return URI.create("http://" + Ports.LOOPBACK + ":" + registryPort);
    }

    /** The database's JDBC URL, without user and password. */
    public String jdbcUrl() {
        return "jdbc:postgresql://" + Ports.LOOPBACK + ":" + postgresPort + "/" + Database.NAME;
    }

    /** The database's owner. */
    public String jdbcUser() {
        return Database.NAME;
    }

    /** The owner's password. */
    public String jdbcPassword() {
        return Database.NAME;
    }

    /** How a role reaches this broker and registry. */
    public KafkaConnection connection() {
        return new KafkaConnection(bootstrapServers(), List.of(registryUrl()), true, Map.of());
    }

    /** Stops everything; nothing if it is stopped. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try (data) {
            InParallel.run(List.of(() -> close(broker), () -> close(database), () -> close(registry)));
        }
    }

    private static <T extends AutoCloseable> void close(AtomicReference<@Nullable T> part) {
        T running = part.getAndSet(null);
        if (running == null) {
            return;
        }
        try {
            running.close();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new LocalClusterException(running + " does not stop", e);
        }
    }
}
