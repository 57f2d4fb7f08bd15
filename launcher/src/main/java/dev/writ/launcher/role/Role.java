package dev.writ.launcher.role;

import dev.writ.gateway.GatewayAccess;
import dev.writ.gateway.GatewayConfig;
import dev.writ.gateway.GatewayService;
import dev.writ.gateway.Metrics;
import dev.writ.gateway.principal.PrincipalResolver;
import dev.writ.launcher.management.ManagementConfig;
import dev.writ.launcher.management.Telemetry;
import dev.writ.launcher.query.WhatIfRoute;
import dev.writ.launcher.replay.http.ReplayRoute;
import dev.writ.launcher.settings.Settings;
import dev.writ.query.store.AuditDatabase;
import dev.writ.schemas.Access;
import dev.writ.schemas.settings.ClientKeys;
import dev.writ.sink.SinkAccess;
import dev.writ.sink.SinkConfig;
import dev.writ.sink.SinkService;
import dev.writ.topology.GovernanceConfig;
import dev.writ.topology.StreamsKeys;
import dev.writ.topology.TopologyAccess;
import dev.writ.topology.TopologyService;
import dev.writ.worker.WorkerAccess;
import dev.writ.worker.WorkerConfig;
import dev.writ.worker.WorkerService;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
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
            return ManagementConfig.define(GovernanceConfig.definition(), 8082);
        }

        @Override
        void check(Map<String, String> settings) {
            GovernanceConfig.from(settings);
        }

        @Override
        Access access(Map<String, String> settings) {
            return TopologyAccess.of(settings);
        }

        @Override
        Part start(Map<String, String> settings, Telemetry telemetry) {
            TopologyService service = TopologyService.start(
                    GovernanceConfig.from(settings),
                    telemetry.registry(),
                    telemetry.tracing().of(id()));
            return new Part(id(), service::troubles, service::close);
        }
    },
    /** Makes the model calls. */
    WORKER("worker", "Sends allowed completions to a model and streams its tokens.") {
        @Override
        public ConfigDef definition() {
            return ManagementConfig.define(WorkerConfig.definition(), 8083);
        }

        @Override
        void check(Map<String, String> settings) {
            WorkerConfig.from(settings);
        }

        @Override
        Access access(Map<String, String> settings) {
            return WorkerAccess.of(settings);
        }

        @Override
        Part start(Map<String, String> settings, Telemetry telemetry) {
            WorkerService service = WorkerService.start(
                    WorkerConfig.from(settings),
                    telemetry.registry(),
                    telemetry.tracing().of(id()));
            return new Part(id(), service::troubles, service::close);
        }
    },
    /** Writes the audit to PostgreSQL. */
    SINK("sink", "Writes the audit topic to PostgreSQL, exactly once.") {
        @Override
        public ConfigDef definition() {
            return ManagementConfig.define(SinkConfig.definition(), 8084);
        }

        @Override
        void check(Map<String, String> settings) {
            SinkConfig.from(settings);
        }

        @Override
        Access access(Map<String, String> settings) {
            return SinkAccess.of(settings);
        }

        @Override
        Part start(Map<String, String> settings, Telemetry telemetry) {
            SinkService service = SinkService.start(SinkConfig.from(settings), telemetry.registry());
            return new Part(id(), service::troubles, service::failure, service::close);
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
        Access access(Map<String, String> settings) {
            return WhatIfRoute.access().and(ReplayRoute.access()).and(GatewayAccess.access());
        }

        @Override
        Part start(Map<String, String> settings, Telemetry telemetry) {
            GatewayConfig config = GatewayConfig.from(settings);
            Optional<AuditDatabase> audit = config.readModel()
                    .map(server -> AuditDatabase.open(server.url(), server.user(), server.password()));
            try {
                GatewayService service = GatewayService.start(
                        config,
                        PrincipalResolver.NOBODY,
                        new Metrics(
                                telemetry.registry(),
                                telemetry.registry()::scrape,
                                telemetry.tracing().of(id())),
                        FurtherRoutes.of(config.kafka(), audit, Clock.systemUTC()));
                return new Part(id(), service::troubles, () -> {
                    service.close();
                    audit.ifPresent(AuditDatabase::close);
                });
            } catch (RuntimeException e) {
                audit.ifPresent(AuditDatabase::close);
                throw e;
            }
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

    /** What the role does on the cluster. */
    abstract Access access(Map<String, String> settings);

    /** Starts the role; it may not be ready yet. */
    abstract Part start(Map<String, String> settings, Telemetry telemetry);

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
        management(settings);
        settings.reading(() -> {
            check(settings.of(definition().names()));
            return this;
        });
    }

    /**
     * What the role does on the cluster with these settings, and so what its user must be allowed.
     *
     * @throws ConfigException if a value is bad; one line without secrets
     */
    public Access access(Settings settings) {
        return settings.reading(() -> access(settings.of(definition().names())));
    }

    /**
     * Starts the role; it may not be ready yet.
     *
     * @param telemetry takes its metrics
     * @throws ConfigException if a value is bad; one line without secrets
     */
    public Part start(Settings settings, Telemetry telemetry) {
        return settings.reading(() -> start(settings.of(definition().names()), telemetry));
    }

    /**
     * Where the role, as a process of its own, serves health and metrics.
     *
     * @return empty if its own surface has them
     * @throws ConfigException if a value is bad; one line without secrets
     */
    public Optional<ManagementConfig> management(Settings settings) {
        if (this == GATEWAY) {
            return Optional.empty();
        }
        ConfigDef definition = definition();
        return Optional.of(settings.reading(() -> ManagementConfig.from(definition, settings.of(definition.names()))));
    }
}
