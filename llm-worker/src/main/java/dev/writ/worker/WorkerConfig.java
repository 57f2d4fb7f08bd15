package dev.writ.worker;

import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.settings.BadSetting;
import dev.writ.schemas.settings.RoleSettings;
import dev.writ.worker.route.Routing;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * The worker's settings.
 *
 * @param kafka how to reach Kafka and the schema registry
 * @param groupId the consumer group that all workers share; not blank
 * @param instanceId a stable name of this instance, so that it takes up its work at once after a restart; empty: none
 * @param maxStreams most streams that run at once, 1 or more
 * @param maxExecutionAttempts most attempts at one execution before it is given up, 1 or more
 * @param drain how long running streams may go on at the end, 0 or more
 * @param toolCheckTimeout longest wait for the check of a model's tool call, more than 0
 * @param routing who runs the models
 */
public record WorkerConfig(
        KafkaConnection kafka,
        String groupId,
        Optional<String> instanceId,
        int maxStreams,
        int maxExecutionAttempts,
        Duration drain,
        Duration toolCheckTimeout,
        Routing routing) {

    public WorkerConfig {
        if (groupId.isBlank()) {
            throw BadSetting.value(WorkerKeys.GROUP_ID, groupId, "the name of a consumer group");
        }
    }

    /** The keys with their defaults and docs. */
    public static ConfigDef definition() {
        return WorkerKeys.definition();
    }

    /**
     * Reads the settings, the file of routes, and the keys that it refers to in this process's environment.
     *
     * @throws ConfigException if a value is bad, or a key under {@code worker.} is unknown
     */
    public static WorkerConfig from(Map<String, String> settings) {
        return from(settings, System.getenv());
    }

    /**
     * Reads the settings, the file of routes, and the keys that it refers to.
     *
     * @throws ConfigException if a value is bad, or a key under {@code worker.} is unknown
     */
    static WorkerConfig from(Map<String, String> settings, Map<String, String> environment) {
        AbstractConfig parsed = RoleSettings.parse(definition(), settings);
        return new WorkerConfig(
                KafkaConnection.from(parsed),
                parsed.getString(WorkerKeys.GROUP_ID),
                Optional.of(parsed.getString(WorkerKeys.INSTANCE_ID)).filter(id -> !id.isBlank()),
                parsed.getInt(WorkerKeys.MAX_STREAMS),
                parsed.getInt(WorkerKeys.MAX_EXECUTION_ATTEMPTS),
                Duration.ofMillis(parsed.getInt(WorkerKeys.DRAIN_MS)),
                Duration.ofMillis(parsed.getInt(WorkerKeys.TOOL_CHECK_TIMEOUT_MS)),
                RoutingSettings.read(parsed, environment));
    }
}
