package dev.writ.launcher.role;

import dev.writ.gateway.GatewayConfig;
import dev.writ.gateway.GatewayService;
import dev.writ.launcher.settings.Settings;
import dev.writ.schemas.settings.ClientKeys;
import dev.writ.sink.SinkConfig;
import dev.writ.sink.SinkService;
import dev.writ.topology.GovernanceConfig;
import dev.writ.topology.StreamsKeys;
import dev.writ.topology.TopologyService;
import dev.writ.worker.WorkerConfig;
import dev.writ.worker.WorkerService;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** The services of Writ, in the order in which they start. */
public enum Role {
    /** Resolves, decides, tracks, scores. */
    TOPOLOGY("topology", "Kafka Streams: resolves agents, decides, tracks and scores.") {
        @Override
        public ConfigDef definition() {
            return GovernanceConfig.definition();
        }

        @Override
        void check(Map<String, String> settings) {
            GovernanceConfig.from(settings);
        }

        @Override
        Part start(Map<String, String> settings) {
            TopologyService service = TopologyService.start(GovernanceConfig.from(settings));
            return new Part(id(), service::isReady, service::close);
        }
    },
    /** Makes the model calls. */
    WORKER("worker", "Sends allowed completions to a model and streams its tokens.") {
        @Override
        public ConfigDef definition() {
            return WorkerConfig.definition();
        }

        @Override
        void check(Map<String, String> settings) {
            WorkerConfig.from(settings);
        }

        @Override
        Part start(Map<String, String> settings) {
            WorkerService service = WorkerService.start(WorkerConfig.from(settings));
            return new Part(id(), service::isReady, service::close);
        }
    },
    /** Writes the audit to PostgreSQL. */
    SINK("sink", "Writes the audit topic to PostgreSQL, exactly once.") {
        @Override
        public ConfigDef definition() {
            return SinkConfig.definition();
        }

        @Override
        void check(Map<String, String> settings) {
            SinkConfig.from(settings);
        }

        @Override
        Part start(Map<String, String> settings) {
            SinkService service = SinkService.start(SinkConfig.from(settings));
            return new Part(id(), service::isReady, service::failure, service::close);
        }
    },
    /** Takes requests in and gives answers back. */
    GATEWAY("gateway", "HTTP in, events out; decisions and tokens back.") {
        @Override
        public ConfigDef definition() {
            return GatewayConfig.definition();
        }

        @Override
        void check(Map<String, String> settings) {
            GatewayConfig.from(settings);
        }

        @Override
        Part start(Map<String, String> settings) {
            GatewayService service = GatewayService.start(GatewayConfig.from(settings));
            return new Part(id(), service::isReady, service::close);
        }
    };

    private static final ClientKeys CLIENT_KEYS = ClientKeys.clients().and(StreamsKeys.all());

    private final String id;
    private final String description;

    Role(String id, String description) {
        this.id = id;
        this.description = description;
    }

    /** The role's name on the command line. */
    public String id() {
        return id;
    }

    /** One sentence for people. */
    public String description() {
        return description;
    }

    /** The role's keys, with defaults and documentation. */
    public abstract ConfigDef definition();

    /** Refuses settings that the role would refuse. */
    abstract void check(Map<String, String> settings);

    /** Starts the role; it may not be ready yet. */
    abstract Part start(Map<String, String> settings);

    /** Every key of every role and of every Kafka client in it: one file serves them all. */
    public static Set<String> allKeys() {
        return Stream.concat(
                        Arrays.stream(values()).flatMap(role -> role.definition().names().stream()),
                        clientKeys().names().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The keys that reach Kafka's clients as they are. */
    public static ClientKeys clientKeys() {
        return CLIENT_KEYS;
    }

    /**
     * Reads the settings without starting anything, and refuses what the start would.
     *
     * @throws ConfigException if a value is bad; one line without secrets
     */
    public void check(Settings settings) {
        try {
            check(settings.of(definition().names()));
        } catch (ConfigException e) {
            throw refusal(e, settings);
        }
    }

    /**
     * Starts the role; it may not be ready yet.
     *
     * @throws ConfigException if a value is bad; one line without secrets
     */
    public Part start(Settings settings) {
        try {
            return start(settings.of(definition().names()));
        } catch (ConfigException e) {
            throw refusal(e, settings);
        }
    }

    private static ConfigException refusal(ConfigException e, Settings settings) {
        return new ConfigException(settings.withoutSecrets(String.valueOf(e.getMessage())));
    }
}
