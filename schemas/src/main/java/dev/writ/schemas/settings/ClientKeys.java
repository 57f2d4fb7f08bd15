package dev.writ.schemas.settings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.utils.Utils;

/** The keys that reach Kafka's clients as they are: {@code kafka.} and a client's own name for the setting. */
public final class ClientKeys {

    /** What the keys begin with. */
    public static final String PREFIX = "kafka.";

    private static final Set<String> CLASS_LISTS =
            Set.of(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG, ConsumerConfig.METRIC_REPORTER_CLASSES_CONFIG);

    private static final ClientKeys CLIENTS = of(
            "",
            KeptKeys.REASONS,
            AdminClientConfig.configDef(),
            ProducerConfig.configDef(),
            ConsumerConfig.configDef());

    /** By whole key; a key that several clients know has the definition of each. */
    private final SortedMap<String, List<ConfigKey>> definitions;

    private final SortedMap<String, String> kept;

    private ClientKeys(SortedMap<String, List<ConfigKey>> definitions, SortedMap<String, String> kept) {
        this.definitions = definitions;
        this.kept = kept;
    }

    /** The keys of admin clients, producers and consumers. */
    public static ClientKeys clients() {
        return CLIENTS;
    }

    /** Those of producers, under a further prefix, such as {@code producer.}. */
    public static ClientKeys ofProducers(String prefix) {
        return of(prefix, KeptKeys.REASONS, ProducerConfig.configDef());
    }

    /** Those of consumers, under a further prefix, such as {@code consumer.}. */
    public static ClientKeys ofConsumers(String prefix) {
        return of(prefix, KeptKeys.REASONS, ConsumerConfig.configDef());
    }

    /** Those of admin clients, under a further prefix, such as {@code admin.}. */
    public static ClientKeys ofAdmins(String prefix) {
        return of(prefix, KeptKeys.REASONS, AdminClientConfig.configDef());
    }

    /**
     * The keys of other clients.
     *
     * @param prefix what stands between {@code kafka.} and the client's name for the setting; may be empty
     * @param reasons why names among them cannot be set
     * @param definitions the clients' own
     */
    public static ClientKeys of(String prefix, Map<String, String> reasons, ConfigDef... definitions) {
        SortedMap<String, List<ConfigKey>> keys = new TreeMap<>();
        SortedMap<String, String> kept = new TreeMap<>();
        for (ConfigDef definition : definitions) {
            definition.configKeys().values().stream()
                    .filter(key -> !key.internalConfig)
                    .forEach(key -> {
                        String name = PREFIX + prefix + key.name;
                        keys.computeIfAbsent(name, _ -> new ArrayList<>()).add(key);
                        String reason = reasons.get(key.name);
                        if (reason != null) {
                            kept.put(name, reason);
                        }
                    });
        }
        return new ClientKeys(keys, kept);
    }

    /** These keys and the others'. */
    public ClientKeys and(ClientKeys others) {
        SortedMap<String, List<ConfigKey>> keys = new TreeMap<>(definitions);
        others.definitions.forEach((name, more) -> keys.merge(name, more, (one, other) -> {
            List<ConfigKey> both = new ArrayList<>(one);
            both.addAll(other);
            return both;
        }));
        SortedMap<String, String> reasons = new TreeMap<>(kept);
        reasons.putAll(others.kept);
        return new ClientKeys(keys, reasons);
    }

    /** Every key, with its prefix, also those that cannot be set. */
    public Set<String> names() {
        return Collections.unmodifiableSet(definitions.keySet());
    }

    /** Why keys cannot be set, by key. */
    public SortedMap<String, String> kept() {
        return Collections.unmodifiableSortedMap(kept);
    }

    /** Whether a key's values are secrets. */
    public boolean isSecret(String key) {
        return Secrets.isSecret(key)
                || definitions.getOrDefault(key, List.of()).stream().anyMatch(Secrets::isSecret);
    }

    /**
     * Checks those of the settings that are among these keys; others are passed over.
     *
     * @param settings by whole key
     * @throws ConfigException if a key cannot be set, or a client would refuse its value
     */
    public void check(Map<String, ?> settings) {
        new TreeMap<>(settings).forEach((key, value) -> {
            String reason = kept.get(key);
            if (reason != null) {
                throw BadSetting.kept(key, reason);
            }
            for (ConfigKey definition : definitions.getOrDefault(key, List.of())) {
                RoleSettings.check(definition, key, value);
                if (CLASS_LISTS.contains(definition.name)) {
                    checkClasses(key, value.toString());
                }
            }
        });
    }

    private static void checkClasses(String key, String names) {
        for (String name : names.split(",", -1)) {
            try {
                Class.forName(name.strip(), false, Utils.getContextOrKafkaClassLoader());
            } catch (ClassNotFoundException | LinkageError _) {
                throw BadSetting.value(key, names, "names of classes that can be loaded, separated by commas");
            }
        }
    }
}
