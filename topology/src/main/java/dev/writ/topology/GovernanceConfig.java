package dev.writ.topology;

import dev.writ.policy.Flag;
import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.event.Maturity;
import dev.writ.schemas.settings.BadSetting;
import dev.writ.schemas.settings.RoleSettings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigException;

/**
 * Settings of the topology.
 *
 * @param connection how to reach Kafka and the registry
 * @param applicationId names the Kafka Streams application and its internal topics
 * @param instanceId a stable name of this instance, so that it takes up its work again at once after a restart; empty: none
 * @param guarantee exactly_once_v2 or at_least_once
 * @param commitInterval how often a transaction ends; the lower bound of a decision's latency
 * @param threads stream threads, 1 or more
 * @param standbys further copies of each state store, kept on other instances, 0 or more
 * @param stateDirectory where state is kept
 * @param cacheTtl how long a cached check holds, in stream time
 * @param cacheMaxSize most cached checks of a task
 * @param idempotencyRetention how long a request id is remembered
 * @param observedWait longest wait for state that the requester has seen
 * @param defaultMaturity what Chat Assistant starts as, where it is created
 * @param auditFormData whether submitted values are written to the audit in clear
 * @param startFlags the flags that the environment sets
 * @param startBypass how long a bypass that the environment sets holds
 * @param replication copies of each partition of new internal topics, 1 or more; -1: as the cluster has it
 */
public record GovernanceConfig(
        KafkaConnection connection,
        String applicationId,
        Optional<String> instanceId,
        String guarantee,
        Duration commitInterval,
        int threads,
        int standbys,
        Path stateDirectory,
        Duration cacheTtl,
        int cacheMaxSize,
        Duration idempotencyRetention,
        Duration observedWait,
        Maturity defaultMaturity,
        boolean auditFormData,
        Map<Flag, Boolean> startFlags,
        Duration startBypass,
        int replication) {

    private static final int BROKERS_CHOICE = -1;
    private static final String DEFAULT_APPLICATION_ID = "writ-topology";
    private static final String APPLICATION_ID = "governance.application.id";
    private static final String INSTANCE_ID = "governance.instance.id";
    private static final String GUARANTEE = "governance.processing.guarantee";
    private static final String COMMIT_INTERVAL = "governance.commit.interval.ms";
    private static final String THREADS = "governance.threads";
    private static final String STANDBYS = "governance.standby.replicas";
    private static final String STATE_DIRECTORY = "governance.state.dir";
    private static final String CACHE_TTL = "governance.cache.ttl.ms";
    private static final String CACHE_MAX_SIZE = "governance.cache.max.size";
    private static final String RETENTION = "governance.idempotency.retention.ms";
    private static final String OBSERVED_WAIT = "governance.observed.wait.ms";
    private static final String DEFAULT_MATURITY = "default.agent.maturity";
    private static final String AUDIT_FORM_DATA = "governance.audit.form.data";
    private static final String START_BYPASS = "governance.emergency.bypass.ms";
    private static final String REPLICATION = "governance.replication.factor";
    private static final Map<Flag, String> FLAG_KEYS = Map.of(
            Flag.STREAMING_GOVERNANCE_ENABLED, "governance.streaming.enabled",
            Flag.CANVAS_GOVERNANCE_ENABLED, "governance.canvas.enabled",
            Flag.FORM_GOVERNANCE_ENABLED, "governance.form.enabled",
            Flag.EMERGENCY_GOVERNANCE_BYPASS, "governance.emergency.bypass");

    public GovernanceConfig {
        startFlags = Map.copyOf(startFlags);
    }

    /** The name of the second application, which records changes. */
    String recorderId() {
        return applicationId + "-recorder";
    }

    /** Every key, with type, default and meaning. */
    public static ConfigDef definition() {
        ConfigDef definition = new ConfigDef()
                .define(
                        APPLICATION_ID,
                        ConfigDef.Type.STRING,
                        DEFAULT_APPLICATION_ID,
                        new ConfigDef.NonEmptyString(),
                        Importance.MEDIUM,
                        "Name of the Kafka Streams application; part of its internal topics' names")
                .define(
                        INSTANCE_ID,
                        ConfigDef.Type.STRING,
                        "",
                        Importance.LOW,
                        "Stable name of this instance, so that it takes up its work at once after a restart; empty: none")
                .define(
                        GUARANTEE,
                        ConfigDef.Type.STRING,
                        "exactly_once_v2",
                        ValidString.in("exactly_once_v2", "at_least_once"),
                        Importance.MEDIUM,
                        "Processing guarantee; with at_least_once a killed instance may lose or repeat a decision")
                .define(
                        COMMIT_INTERVAL,
                        ConfigDef.Type.LONG,
                        50,
                        Range.between(1, 9_000),
                        Importance.MEDIUM,
                        "Longest time between commits; what somebody waits for is committed at once")
                .define(THREADS, ConfigDef.Type.INT, 2, Range.between(1, 64), Importance.MEDIUM, "Stream threads")
                .define(
                        STANDBYS,
                        ConfigDef.Type.INT,
                        0,
                        Range.between(0, 8),
                        Importance.MEDIUM,
                        "Further copies of each state store, on other instances, for a quick takeover")
                .define(
                        STATE_DIRECTORY,
                        ConfigDef.Type.STRING,
                        "data/topology",
                        new ConfigDef.NonEmptyString(),
                        Importance.MEDIUM,
                        "Directory of the state stores")
                .define(
                        CACHE_TTL,
                        ConfigDef.Type.LONG,
                        60_000,
                        Range.atLeast(1),
                        Importance.LOW,
                        "How long a cached check holds")
                .define(
                        CACHE_MAX_SIZE,
                        ConfigDef.Type.INT,
                        10_000,
                        Range.atLeast(1),
                        Importance.LOW,
                        "Most cached checks of a task")
                .define(
                        RETENTION,
                        ConfigDef.Type.LONG,
                        Duration.ofHours(24).toMillis(),
                        Range.atLeast(60_000),
                        Importance.MEDIUM,
                        "How long a request id is remembered, so that a retry is the same request"
                                + "; for more or fewer days than before, empty governance.state.dir first: it is read again from Kafka")
                .define(
                        OBSERVED_WAIT,
                        ConfigDef.Type.LONG,
                        1_000,
                        Range.between(0, 60_000),
                        Importance.LOW,
                        "Longest time that a decision waits for state that its requester has seen")
                .define(
                        DEFAULT_MATURITY,
                        ConfigDef.Type.STRING,
                        "STUDENT",
                        ValidString.in(names()),
                        Importance.MEDIUM,
                        "What Chat Assistant starts as, where it is created")
                .define(
                        AUDIT_FORM_DATA,
                        ConfigDef.Type.BOOLEAN,
                        false,
                        Importance.MEDIUM,
                        "Whether submitted form values are written to the audit in clear")
                .define(
                        START_BYPASS,
                        ConfigDef.Type.LONG,
                        Duration.ofHours(1).toMillis(),
                        Range.atLeast(1),
                        Importance.LOW,
                        "How long a bypass set by the environment holds")
                .define(
                        REPLICATION,
                        ConfigDef.Type.INT,
                        BROKERS_CHOICE,
                        LambdaValidator.with(GovernanceConfig::checkReplication, () -> "-1, or 1 or more"),
                        Importance.MEDIUM,
                        "Copies of each partition of new internal topics; -1: as the cluster has it");
        FLAG_KEYS.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> definition.define(
                        entry.getValue(),
                        ConfigDef.Type.BOOLEAN,
                        null,
                        Importance.MEDIUM,
                        "Start value of the flag " + entry.getKey() + "; unset: as recorded, else "
                                + entry.getKey().defaultValue()));
        return KafkaConnection.define(definition);
    }

    /**
     * Reads the settings.
     *
     * @throws ConfigException if a value is bad, or a key of its own is unknown; one line without secrets
     */
    public static GovernanceConfig from(Map<String, String> settings) {
        AbstractConfig config = RoleSettings.parse(definition(), settings);
        Map<Flag, Boolean> flags = new EnumMap<>(Flag.class);
        FLAG_KEYS.forEach(
                (flag, key) -> Optional.ofNullable(config.getBoolean(key)).ifPresent(value -> flags.put(flag, value)));
        KafkaConnection connection = KafkaConnection.from(config);
        StreamsKeys.all().check(settings);
        GovernanceConfig read = new GovernanceConfig(
                connection,
                config.getString(APPLICATION_ID),
                Optional.of(config.getString(INSTANCE_ID)).filter(id -> !id.isBlank()),
                config.getString(GUARANTEE),
                Duration.ofMillis(config.getLong(COMMIT_INTERVAL)),
                config.getInt(THREADS),
                config.getInt(STANDBYS),
                stateDirectory(config.getString(STATE_DIRECTORY)),
                Duration.ofMillis(config.getLong(CACHE_TTL)),
                config.getInt(CACHE_MAX_SIZE),
                Duration.ofMillis(config.getLong(RETENTION)),
                Duration.ofMillis(config.getLong(OBSERVED_WAIT)),
                Maturity.valueOf(config.getString(DEFAULT_MATURITY)),
                config.getBoolean(AUDIT_FORM_DATA),
                flags,
                Duration.ofMillis(config.getLong(START_BYPASS)),
                config.getInt(REPLICATION));
        StreamsSettings.check(read);
        return read;
    }

    /** The application's name among the settings: its internal topics and transactions begin with it and a hyphen. */
    public static String applicationId(Map<String, String> settings) {
        return settings.getOrDefault(APPLICATION_ID, DEFAULT_APPLICATION_ID);
    }

    private static void checkReplication(String key, Object value) {
        if (value instanceof Integer copies && copies != BROKERS_CHOICE && copies < 1) {
            throw BadSetting.value(key, value, "-1, or 1 or more");
        }
    }

    private static Path stateDirectory(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException _) {
            throw BadSetting.value(STATE_DIRECTORY, text, "the path of a directory");
        }
    }

    private static String[] names() {
        return Arrays.stream(Maturity.values()).map(Enum::name).toArray(String[]::new);
    }
}
