package dev.writ.gateway;

import dev.writ.gateway.http.HttpSettings;
import dev.writ.gateway.http.TlsSettings;
import dev.writ.gateway.readmodel.ReadModelConfig;
import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.settings.BadSetting;
import dev.writ.schemas.settings.RoleSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;

/**
 * The gateway's settings.
 *
 * @param http where to listen, and the limits of clients
 * @param decisionTimeout how long a request waits for its decision before it is answered 202
 * @param readModel the database with older executions and all else of the audit; empty: only recent executions are known
 * @param kafka how to reach Kafka and the schema registry
 * @param allowedOrigins web origins beside its own whose pages may open sockets; an asterisk: all
 * @param orphanTimeout how long a stream goes on after its last reader has left; zero: to its end
 * @param drain how long it answers on after it was told to stop, 0 or more
 */
public record GatewayConfig(
        HttpSettings http,
        Duration decisionTimeout,
        Optional<ReadModelConfig> readModel,
        KafkaConnection kafka,
        List<String> allowedOrigins,
        Duration orphanTimeout,
        Duration drain) {

    public GatewayConfig {
        allowedOrigins = List.copyOf(allowedOrigins);
    }

    private static final String HOST = "gateway.host";
    private static final String PORT = "gateway.port";
    private static final String DECISION_TIMEOUT = "gateway.decision.timeout.ms";
    private static final String ALLOWED_ORIGINS = "gateway.allowed.origins";
    private static final String ALLOWED_HOSTS = "gateway.allowed.hosts";
    private static final String ORPHAN_TIMEOUT = "gateway.orphan.timeout.ms";
    private static final String DRAIN = "gateway.drain.ms";
    private static final String MAX_BODY = "gateway.max.body.bytes";
    private static final String HEADER_TIMEOUT = "gateway.header.timeout.ms";
    private static final String BODY_TIMEOUT = "gateway.body.timeout.ms";
    private static final String IDLE_TIMEOUT = "gateway.idle.timeout.ms";
    private static final String MAX_CONNECTIONS = "gateway.max.connections";
    private static final String MAX_STREAMS = "gateway.max.streams";
    private static final String TLS_KEYSTORE = "gateway.tls.keystore";
    private static final String TLS_PASSWORD = "gateway.tls.keystore.password";
    private static final String JDBC_SCHEME = "jdbc:postgresql:";
    private static final String JDBC_URL = "jdbc.url";
    private static final String JDBC_USER = "jdbc.user";
    private static final String JDBC_PASSWORD = "jdbc.password";

    /** The keys, with defaults and bounds. */
    public static ConfigDef definition() {
        ConfigDef definition = new ConfigDef()
                .define(HOST, ConfigDef.Type.STRING, "127.0.0.1", Importance.HIGH, "Address to listen on")
                .define(
                        PORT,
                        ConfigDef.Type.INT,
                        8080,
                        Range.between(0, 65_535),
                        Importance.HIGH,
                        "Port; 0 takes a free one")
                .define(
                        DECISION_TIMEOUT,
                        ConfigDef.Type.INT,
                        5_000,
                        Range.between(1, 60_000),
                        Importance.HIGH,
                        "How long a request waits for its decision before it is answered 202")
                .define(
                        ALLOWED_ORIGINS,
                        ConfigDef.Type.LIST,
                        List.of(),
                        Importance.MEDIUM,
                        "Web origins, such as https://app.example, whose pages may open WebSockets beside the gateway's own; *: all")
                .define(
                        ALLOWED_HOSTS,
                        ConfigDef.Type.LIST,
                        List.of(),
                        Importance.MEDIUM,
                        "Host names by which it may be asked beside localhost and addresses, without a port; empty: any, but none where gateway.host is a loopback address")
                .define(
                        ORPHAN_TIMEOUT,
                        ConfigDef.Type.INT,
                        300_000,
                        Range.between(0, 86_400_000),
                        Importance.MEDIUM,
                        "How long a stream goes on after its last reader has left, before it is cancelled; 0: to its end")
                .define(
                        DRAIN,
                        ConfigDef.Type.INT,
                        3_000,
                        Range.between(0, 600_000),
                        Importance.MEDIUM,
                        "How long it answers on, but unready, after it was told to stop; load balancers notice meanwhile")
                .define(
                        MAX_BODY,
                        ConfigDef.Type.INT,
                        524_288,
                        Range.between(1, 16_777_216),
                        Importance.MEDIUM,
                        "Largest body")
                .define(
                        HEADER_TIMEOUT,
                        ConfigDef.Type.INT,
                        10_000,
                        Range.between(100, 60_000),
                        Importance.MEDIUM,
                        "How long a request's head may take, and how long a connection may wait between requests")
                .define(
                        BODY_TIMEOUT,
                        ConfigDef.Type.INT,
                        10_000,
                        Range.between(100, 300_000),
                        Importance.MEDIUM,
                        "How long a request's body may take")
                .define(
                        IDLE_TIMEOUT,
                        ConfigDef.Type.INT,
                        20_000,
                        Range.between(1_000, 30_000),
                        Importance.LOW,
                        "How long a connection may be silent, and a write may take")
                .define(
                        MAX_CONNECTIONS,
                        ConfigDef.Type.INT,
                        10_000,
                        Range.atLeast(1),
                        Importance.MEDIUM,
                        "Most connections at a time; further ones wait to be accepted")
                .define(
                        MAX_STREAMS,
                        ConfigDef.Type.INT,
                        5_000,
                        Range.atLeast(1),
                        Importance.MEDIUM,
                        "Most event streams at a time")
                .define(
                        TLS_KEYSTORE,
                        ConfigDef.Type.STRING,
                        "",
                        Importance.MEDIUM,
                        "PKCS #12 file with the server's key and certificates; empty: no TLS")
                .define(TLS_PASSWORD, ConfigDef.Type.PASSWORD, "", Importance.MEDIUM, "Password of the file")
                .define(
                        JDBC_URL,
                        ConfigDef.Type.STRING,
                        "",
                        Importance.MEDIUM,
                        "Database with older executions, which the audit's queries ask too; empty: only recent ones are known")
                .define(JDBC_USER, ConfigDef.Type.STRING, "", Importance.MEDIUM, "User of the database")
                .define(JDBC_PASSWORD, ConfigDef.Type.PASSWORD, "", Importance.MEDIUM, "Password of the user");
        return KafkaConnection.define(definition);
    }

    /**
     * Reads the settings.
     *
     * @throws ConfigException on a value out of bounds, or a key under {@code gateway.} or {@code jdbc.} that is none
     */
    public static GatewayConfig from(Map<String, String> settings) {
        AbstractConfig config = RoleSettings.parse(definition(), settings);
        HttpSettings http = new HttpSettings(
                config.getString(HOST),
                config.getList(ALLOWED_HOSTS),
                config.getInt(PORT),
                config.getInt(MAX_BODY),
                millis(config, HEADER_TIMEOUT),
                millis(config, BODY_TIMEOUT),
                millis(config, IDLE_TIMEOUT),
                config.getInt(MAX_CONNECTIONS),
                config.getInt(MAX_STREAMS),
                tls(config));
        return new GatewayConfig(
                http,
                millis(config, DECISION_TIMEOUT),
                readModel(config),
                KafkaConnection.from(config),
                config.getList(ALLOWED_ORIGINS),
                millis(config, ORPHAN_TIMEOUT),
                millis(config, DRAIN));
    }

    private static Optional<ReadModelConfig> readModel(AbstractConfig config) {
        String url = config.getString(JDBC_URL);
        if (url.isBlank()) {
            return Optional.empty();
        }
        if (!url.startsWith(JDBC_SCHEME)) {
            throw BadSetting.value(JDBC_URL, url, "a URL that begins with " + JDBC_SCHEME);
        }
        return Optional.of(new ReadModelConfig(
                url,
                config.getString(JDBC_USER),
                config.getPassword(JDBC_PASSWORD).value()));
    }

    private static Optional<TlsSettings> tls(AbstractConfig config) {
        String keystore = config.getString(TLS_KEYSTORE);
        if (keystore.isBlank()) {
            return Optional.empty();
        }
        TlsSettings tls =
                new TlsSettings(keystore, config.getPassword(TLS_PASSWORD).value());
        if (!tls.isUsable()) {
            throw BadSetting.value(TLS_KEYSTORE, keystore, "a PKCS #12 file that opens with " + TLS_PASSWORD);
        }
        return Optional.of(tls);
    }

    private static Duration millis(AbstractConfig config, String key) {
        return Duration.ofMillis(config.getInt(key));
    }
}
