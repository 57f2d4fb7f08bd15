package dev.writ.testcluster;

import dev.writ.schemas.KafkaConnection;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * A running broker, PostgreSQL and schema registry with the catalogue's topics, two partitions each at most. Stopping and
 * starting a part is for tests of what happens then, one at a time; the part keeps its data and its port.
 */
public interface TestCluster extends AutoCloseable {

    /** The broker, host:port. */
    String bootstrapServers();

    /** The schema registry's base URL; may have a path. */
    URI registryUrl();

    /** The database's JDBC URL, without user, password or other parameters. */
    String jdbcUrl();

    /** The database's owner, who is no superuser. */
    String jdbcUser();

    /** The owner's password. */
    String jdbcPassword();

    /** Stops PostgreSQL and cuts its connections; nothing if it is stopped. */
    void stopPostgres();

    /** Back when PostgreSQL answers again; nothing if it runs. */
    void startPostgres();

    /** Stops the schema registry; nothing if it is stopped. */
    void stopRegistry();

    /** Back when the schema registry answers again; nothing if it runs. */
    void startRegistry();

    /** How a role reaches this broker and registry. */
    default KafkaConnection connection() {
        return new KafkaConnection(bootstrapServers(), List.of(registryUrl()), true, Map.of());
    }

    /** Stops everything and leaves nothing behind. */
    @Override
    void close();
}
