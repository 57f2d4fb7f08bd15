package dev.writ.launcher.cluster;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.writ.launcher.console.FailedException;
import dev.writ.launcher.settings.Settings;
import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.KafkaTrouble;
import dev.writ.schemas.settings.RoleSettings;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.LoggerFactory;

/** The cluster of the settings, for one command: what it refuses, or that it is away, is one line. */
public final class ClusterAdmin {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final KafkaConnection connection;
    private final Map<String, Object> client;

    private ClusterAdmin(KafkaConnection connection, Map<String, Object> client) {
        this.connection = connection;
        this.client = client;
    }

    /** What is done with the cluster. */
    public interface Work<T> {

        /** Does it, and waits for it. */
        T with(Admin admin) throws ExecutionException, InterruptedException;
    }

    /**
     * Reads the settings; does not connect.
     *
     * @throws ConfigException if a setting is bad
     */
    public static ClusterAdmin of(Settings settings, String clientId) {
        KafkaConnection connection = settings.reading(() ->
                KafkaConnection.from(RoleSettings.parse(KafkaConnection.define(new ConfigDef()), settings.values())));
        Map<String, Object> client = connection.admin(clientId);
        client.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        client.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        return new ClusterAdmin(connection, client);
    }

    /** The brokers to ask first. */
    public String bootstrapServers() {
        return connection.bootstrapServers();
    }

    /**
     * Connects, works, and disconnects. The client's own log says less than the line that comes of its failure, and more often.
     *
     * @throws FailedException if the cluster is away or refuses
     * @throws InterruptedException if the wait is interrupted
     */
    public <T> T call(Work<T> work) throws InterruptedException {
        hushClients();
        try (Admin admin = Admin.create(client)) {
            return work.with(admin);
        } catch (ExecutionException e) {
            throw failed(e.getCause() == null ? e : e.getCause());
        } catch (ConfigException e) {
            throw e;
        } catch (KafkaException e) {
            throw failed(e);
        }
    }

    /**
     * Works with clients that the work itself connects, and closes.
     *
     * @throws FailedException if the cluster or the schema registry is away or refuses
     */
    public <T> T use(Function<KafkaConnection, T> work) {
        hushClients();
        try {
            return work.apply(connection);
        } catch (ConfigException e) {
            throw e;
        } catch (KafkaException e) {
            throw failed(e);
        }
    }

    private static void hushClients() {
        if (LoggerFactory.getLogger("org.apache.kafka") instanceof Logger clients) {
            clients.setLevel(Level.OFF);
        }
    }

    private FailedException failed(Throwable cause) {
        if (cause instanceof TimeoutException) {
            return new FailedException(
                    "Kafka at " + bootstrapServers() + " does not answer, or not as kafka.security.protocol has it: "
                            + cause.getMessage(),
                    cause);
        }
        return new FailedException(KafkaTrouble.inOneLine(cause), cause);
    }
}
