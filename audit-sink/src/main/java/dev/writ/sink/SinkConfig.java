package dev.writ.sink;

import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.settings.BadSetting;
import dev.writ.schemas.settings.RoleSettings;
import dev.writ.sink.checkpoint.CheckpointConfig;
import dev.writ.sink.personal.KeyEncryptionKey;
import dev.writ.sink.read.BatchLimits;
import dev.writ.sink.store.DatabaseConfig;
import dev.writ.sink.store.Retention;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;

/**
 * The sink's settings.
 *
 * @param kafka how it reaches the log
 * @param database how it reaches PostgreSQL
 * @param groupId the consumer group; sinks of one group share the partitions and must share the database
 * @param instanceId a stable name of this instance, so that it takes up its work at once after a restart; empty: none
 * @param limits how much one transaction takes
 * @param checkpoints how it signs what the logs are
 * @param retention for how long rows are kept
 * @param personalKeyFile the file of the key-encryption key; empty: personal texts are not stored
 * @param poll how long it waits for records before it looks around, 1 ms or more
 */
public record SinkConfig(
        KafkaConnection kafka,
        DatabaseConfig database,
        String groupId,
        Optional<String> instanceId,
        BatchLimits limits,
        CheckpointConfig checkpoints,
        Retention retention,
        Optional<Path> personalKeyFile,
        Duration poll) {

    static final String JDBC_URL = "jdbc.url";
    static final String JDBC_USER = "jdbc.user";
    static final String JDBC_PASSWORD = "jdbc.password";
    static final String GROUP_ID = "sink.group.id";
    static final String DEFAULT_GROUP_ID = "writ-audit-sink";
    static final String PERSONAL_GROUP_SUFFIX = "-personal";
    /** A stable name of a sink. */
    public static final String INSTANCE_ID = "sink.instance.id";

    static final String BATCH_MAX_BYTES = "sink.batch.max.bytes";
    static final String BATCH_MAX_RECORDS = "sink.batch.max.records";
    static final String RETENTION_DAYS = "sink.retention.days";
    static final String POLL_MS = "sink.poll.ms";

    private static final int MIB = 1024 * 1024;

    public SinkConfig {
        if (groupId.isBlank()) {
            throw BadSetting.value(GROUP_ID, groupId, "the name of a consumer group");
        }
        if (poll.toMillis() < 1) {
            throw BadSetting.value(POLL_MS, poll, "1 ms or more");
        }
    }

    /** The keys, with their defaults. */
    public static ConfigDef definition() {
        return KafkaConnection.define(CheckpointConfig.define(new ConfigDef()
                .define(
                        JDBC_URL,
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        new ConfigDef.NonEmptyString(),
                        Importance.HIGH,
                        "PostgreSQL, as jdbc:postgresql://host:port/database")
                .define(
                        JDBC_USER,
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        new ConfigDef.NonEmptyString(),
                        Importance.HIGH,
                        "Database user; owns the tables")
                .define(
                        JDBC_PASSWORD,
                        ConfigDef.Type.PASSWORD,
                        ConfigDef.NO_DEFAULT_VALUE,
                        Importance.HIGH,
                        "The user's password; may be empty")
                .define(
                        GROUP_ID,
                        ConfigDef.Type.STRING,
                        DEFAULT_GROUP_ID,
                        new ConfigDef.NonEmptyString(),
                        Importance.LOW,
                        "Consumer group; sinks of one group share the work and the database")
                .define(
                        INSTANCE_ID,
                        ConfigDef.Type.STRING,
                        "",
                        Importance.LOW,
                        "Stable name of this instance, so that it takes up its work at once after a restart; empty: none")
                .define(
                        BATCH_MAX_BYTES,
                        ConfigDef.Type.INT,
                        8 * MIB,
                        Range.between(1024, 64 * MIB),
                        Importance.LOW,
                        "Most bytes of records in one transaction; one larger record goes alone")
                .define(
                        BATCH_MAX_RECORDS,
                        ConfigDef.Type.INT,
                        5_000,
                        Range.between(1, 100_000),
                        Importance.LOW,
                        "Most records in one transaction")
                .define(
                        RETENTION_DAYS,
                        ConfigDef.Type.INT,
                        183,
                        Range.between(0, 36_500),
                        Importance.MEDIUM,
                        "Decisions, executions, canvas audits, versions of agents and the ledger of events are dropped"
                                + " by whole months when all of the month is older; 0: never")
                .define(
                        KeyEncryptionKey.SETTING,
                        ConfigDef.Type.STRING,
                        "",
                        Importance.MEDIUM,
                        "File of the key that keeps personal texts, 32 bytes in base64, readable by its owner only; empty:"
                                + " they are not stored")
                .define(
                        POLL_MS,
                        ConfigDef.Type.INT,
                        200,
                        Range.between(1, 10_000),
                        Importance.LOW,
                        "Longest wait for records")));
    }

    /**
     * Reads the settings; keys of other roles are left alone.
     *
     * @throws ConfigException if a key is missing or unknown, or a value is bad
     */
    public static SinkConfig from(Map<String, String> settings) {
        AbstractConfig config = RoleSettings.parse(definition(), settings);
        return new SinkConfig(
                KafkaConnection.from(config),
                new DatabaseConfig(
                        config.getString(JDBC_URL), config.getString(JDBC_USER), config.getPassword(JDBC_PASSWORD)),
                config.getString(GROUP_ID),
                Optional.of(config.getString(INSTANCE_ID)).filter(id -> !id.isBlank()),
                new BatchLimits(config.getInt(BATCH_MAX_BYTES), config.getInt(BATCH_MAX_RECORDS)),
                CheckpointConfig.from(config),
                new Retention(config.getInt(RETENTION_DAYS)),
                Optional.of(config.getString(KeyEncryptionKey.SETTING))
                        .filter(file -> !file.isBlank())
                        .map(Path::of),
                Duration.ofMillis(config.getInt(POLL_MS)));
    }
}
