package dev.writ.schemas.settings;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SecurityConfig;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.JaasContext;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.security.scram.ScramLoginModule;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;

/**
 * Refuses settings that each stand for themselves, but that no client would start with: values that do not go together,
 * key stores that cannot be read, logins that are none. Opens the named files; connects to nothing.
 */
public final class ClientCheck {

    private static final Set<String> MECHANISMS =
            Set.of("GSSAPI", "OAUTHBEARER", "PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512");
    private static final Set<String> PASSWORD_MODULES =
            Set.of(PlainLoginModule.class.getName(), ScramLoginModule.class.getName());
    private static final List<String> STORES =
            List.of(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG);
    private static final String JAAS = ClientKeys.PREFIX + SaslConfigs.SASL_JAAS_CONFIG;
    private static final String LOGIN = "one login module with its options, ended by a semicolon";

    private ClientCheck() {}

    /**
     * Checks the settings of an admin client, and how it would sign in, which is how every client would.
     *
     * @throws ConfigException in one line without secrets
     */
    public static void admin(Map<String, Object> settings) {
        Map<String, ?> values = together(() -> new AdminClientConfig(settings)).values();
        SecurityProtocol protocol =
                SecurityProtocol.forName(String.valueOf(values.get(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG)));
        if (protocol == SecurityProtocol.SSL || protocol == SecurityProtocol.SASL_SSL) {
            tls(values);
        }
        if (protocol == SecurityProtocol.SASL_PLAINTEXT || protocol == SecurityProtocol.SASL_SSL) {
            sasl(values);
        }
    }

    /**
     * Checks the settings of a producer but for its serializers.
     *
     * @throws ConfigException in one line without secrets
     */
    public static void producer(Map<String, Object> settings) {
        Map<String, Object> complete = new HashMap<>(settings);
        complete.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        complete.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        together(() -> new ProducerConfig(complete));
    }

    /**
     * Checks the settings of a consumer but for its deserializers.
     *
     * @throws ConfigException in one line without secrets
     */
    public static void consumer(Map<String, Object> settings) {
        Map<String, Object> complete = new HashMap<>(settings);
        complete.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        complete.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        together(() -> new ConsumerConfig(complete));
    }

    /**
     * Reads settings of several keys as a client does.
     *
     * @throws ConfigException if the client refuses them; says that they came from keys under {@code kafka.}
     */
    public static <T> T together(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (ConfigException e) {
            throw new ConfigException("the settings under " + ClientKeys.PREFIX + " do not fit: " + e.getMessage());
        }
    }

    private static void tls(Map<String, ?> values) {
        for (String store : STORES) {
            Object file = values.get(store);
            if (file != null && !isReadable(file.toString())) {
                throw BadSetting.value(ClientKeys.PREFIX + store, file, "a file that can be read");
            }
        }
        if (values.get(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG) != null) {
            return;
        }
        try (DefaultSslEngineFactory factory = new DefaultSslEngineFactory()) {
            factory.configure(values);
        } catch (KafkaException e) {
            Throwable cause = e.getCause();
            throw new ConfigException("the settings under " + ClientKeys.PREFIX + "ssl. do not fit: " + e.getMessage()
                    + (cause == null ? "" : " (" + cause.getMessage() + ")"));
        }
    }

    private static boolean isReadable(String file) {
        try {
            return Files.isRegularFile(Path.of(file)) && Files.isReadable(Path.of(file));
        } catch (InvalidPathException _) {
            return false;
        }
    }

    private static void sasl(Map<String, ?> values) {
        String mechanism = String.valueOf(values.get(SaslConfigs.SASL_MECHANISM));
        if (!MECHANISMS.contains(mechanism) && values.get(SecurityConfig.SECURITY_PROVIDERS_CONFIG) == null) {
            throw BadSetting.value(
                    ClientKeys.PREFIX + SaslConfigs.SASL_MECHANISM,
                    mechanism,
                    "one of " + String.join(", ", new TreeSet<>(MECHANISMS)));
        }
        Object given = values.get(SaslConfigs.SASL_JAAS_CONFIG);
        List<AppConfigurationEntry> modules;
        try {
            modules = JaasContext.loadClientContext(values).configurationEntries();
        } catch (IllegalArgumentException | KafkaException _) { // Its message may have a part of the password.
            throw given == null ? BadSetting.missing(JAAS, LOGIN) : BadSetting.value(JAAS, Secrets.HIDDEN, LOGIN);
        }
        modules.forEach(ClientCheck::module);
    }

    private static void module(AppConfigurationEntry module) {
        String name = module.getLoginModuleName();
        if (PASSWORD_MODULES.contains(name)
                && !module.getOptions().keySet().containsAll(List.of("username", "password"))) {
            throw BadSetting.value(JAAS, Secrets.HIDDEN, "a login module with the options username and password");
        }
        try {
            Class.forName(name, false, Utils.getContextOrKafkaClassLoader());
        } catch (ClassNotFoundException | LinkageError _) {
            throw BadSetting.value(JAAS, Secrets.HIDDEN, "that of a login module that can be loaded");
        }
    }
}
