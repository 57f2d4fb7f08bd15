package dev.writ.schemas;

import dev.writ.schemas.serde.HttpSchemaRegistry;
import dev.writ.schemas.serde.RegistrySecurity;
import dev.writ.schemas.serde.SchemaRegistryClient;
import dev.writ.schemas.settings.BadSetting;
import dev.writ.schemas.settings.ClientCheck;
import dev.writ.schemas.settings.ClientKeys;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;

/**
 * How a role reaches Kafka and the schema registry; the same keys for every role.
 *
 * @param bootstrapServers host:port, separated by commas
 * @param registryUrls base URLs of the schema registry, tried in order
 * @param autoRegister whether schemas are registered on first use; else they must be there
 * @param clientSettings further settings of every Kafka client: the keys under {@code kafka.}, such as {@code
 *     kafka.security.protocol}
 * @param registrySecurity how the schema registry and its clients know each other
 */
public record KafkaConnection(
        String bootstrapServers,
        List<URI> registryUrls,
        boolean autoRegister,
        Map<String, Object> clientSettings,
        RegistrySecurity registrySecurity) {

    /** Key of {@link #bootstrapServers}. */
    public static final String BOOTSTRAP_SERVERS = CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG;

    /** Key of {@link #registryUrls}, as in kafka-avro-serializer. */
    public static final String REGISTRY_URL = "schema.registry.url";

    /** Key of {@link #autoRegister}, as in kafka-avro-serializer. */
    public static final String AUTO_REGISTER = "auto.register.schemas";

    /** Prefix of {@link #clientSettings}. */
    public static final String CLIENT_PREFIX = ClientKeys.PREFIX;

    /** As Kafka's clients read an address; they pass over a protocol before it. */
    private static final Pattern BROKER =
            Pattern.compile("(?:[0-9a-zA-Z_]+://)?\\[?[0-9a-zA-Z\\-._%:]+]?:([0-9]{1,5})");

    private static final int LAST_PORT = 65_535;

    public KafkaConnection {
        registryUrls = List.copyOf(registryUrls);
        clientSettings = Map.copyOf(clientSettings);
    }

    /** A connection to a registry that asks for no user, and whose certificate, if it has one, the platform trusts. */
    public KafkaConnection(
            String bootstrapServers, List<URI> registryUrls, boolean autoRegister, Map<String, Object> clientSettings) {
        this(bootstrapServers, registryUrls, autoRegister, clientSettings, RegistrySecurity.NONE);
    }

    /** Adds the connection's keys to a role's own. */
    public static ConfigDef define(ConfigDef definition) {
        return RegistrySecurity.define(definition)
                .define(
                        BOOTSTRAP_SERVERS,
                        ConfigDef.Type.STRING,
                        "localhost:9092",
                        Importance.HIGH,
                        "Kafka brokers, host:port, separated by commas")
                .define(
                        REGISTRY_URL,
                        ConfigDef.Type.STRING,
                        "http://localhost:8081",
                        Importance.HIGH,
                        "Schema registry base URLs, separated by commas; for Apicurio with the path /apis/ccompat/v7")
                .define(
                        AUTO_REGISTER,
                        ConfigDef.Type.BOOLEAN,
                        true,
                        Importance.MEDIUM,
                        "Register schemas on first use; false: they must be there");
    }

    /**
     * Reads the connection's keys.
     *
     * @throws ConfigException if an address is none, what secures the registry is bad, or a Kafka client would refuse what stands under {@code kafka.}; one
     *     line without secrets
     */
    public static KafkaConnection from(AbstractConfig config) {
        List<URI> urls = Arrays.stream(config.getString(REGISTRY_URL).split(",", -1))
                .map(String::strip)
                .map(KafkaConnection::httpUrl)
                .toList();
        String brokers = config.getString(BOOTSTRAP_SERVERS);
        if (!Arrays.stream(brokers.split(",", -1)).map(String::strip).allMatch(KafkaConnection::isBroker)) {
            throw BadSetting.value(BOOTSTRAP_SERVERS, brokers, "host:port, further ones separated by commas");
        }
        ClientKeys.clients().check(config.originalsWithPrefix(CLIENT_PREFIX, false));
        KafkaConnection connection = new KafkaConnection(
                brokers,
                urls,
                config.getBoolean(AUTO_REGISTER),
                config.originalsWithPrefix(CLIENT_PREFIX),
                RegistrySecurity.from(config));
        if (!connection.clientSettings.isEmpty()) {
            ClientCheck.admin(connection.admin("writ"));
            ClientCheck.producer(connection.producer("writ"));
            ClientCheck.consumer(connection.consumer("writ"));
        }
        return connection;
    }

    private static boolean isBroker(String address) {
        Matcher parts = BROKER.matcher(address);
        return parts.matches() && Integer.parseInt(parts.group(1)) <= LAST_PORT;
    }

    private static URI httpUrl(String text) {
        try {
            URI url = new URI(text);
            boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (http && url.getHost() != null && url.getUserInfo() == null && url.getQuery() == null) {
                return url;
            }
        } catch (URISyntaxException _) { // Its message has the text, which may hold a password.
            throw notHttp(text);
        }
        throw notHttp(text);
    }

    private static ConfigException notHttp(String text) {
        return BadSetting.value(REGISTRY_URL, text, "an http or https URL with a host, and without user and query");
    }

    /** A registry client of its own; caches what it has seen. */
    public SchemaRegistryClient registry() {
        return new HttpSchemaRegistry(registryUrls, autoRegister, registrySecurity);
    }

    /** Settings for an admin client. */
    public Map<String, Object> admin(String clientId) {
        Map<String, Object> settings = new LinkedHashMap<>(clientSettings);
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
        return settings;
    }

    /** Settings for an idempotent producer that waits for all in-sync replicas and sends at once. */
    public Map<String, Object> producer(String clientId) {
        Map<String, Object> settings = admin(clientId);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topic.MOST_MADE_BYTES);
        return settings;
    }

    /** Settings for a consumer that sees committed records only and commits nothing by itself. */
    public Map<String, Object> consumer(String clientId) {
        Map<String, Object> settings = admin(clientId);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        return settings;
    }

    /** Without the values of the client settings, which may be secrets. */
    @Override
    public String toString() {
        return "KafkaConnection[bootstrapServers=" + bootstrapServers + ", registryUrls=" + registryUrls
                + ", autoRegister=" + autoRegister + ", clientSettings=" + clientSettings.keySet() + "]";
    }
}
