package dev.writ.schemas.settings;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigException;

/** Reads the settings of one role, and refuses what it does not know or allow. */
public final class RoleSettings {

    private RoleSettings() {}

    /**
     * Reads the settings by their definition. A key is the role's own if a key of the definition begins with the same
     * word; the keys of other roles are left alone.
     *
     * @throws ConfigException if a key of its own is unknown or missing, or a value is bad; one line without secrets
     */
    public static AbstractConfig parse(ConfigDef definition, Map<String, String> settings) {
        refuseUnknown(definition, settings);
        for (ConfigKey key : definition.configKeys().values()) {
            String value = settings.get(key.name);
            if (value != null) {
                check(key, key.name, value);
            } else if (!key.hasDefault()) {
                throw BadSetting.missing(key.name, key.documentation);
            }
        }
        return new AbstractConfig(definition, settings, false);
    }

    /** Refuses a value that the definition of its key refuses. */
    static void check(ConfigKey definition, String key, Object value) {
        try {
            Object parsed = ConfigDef.parseType(key, value, definition.type);
            if (definition.validator != null) {
                definition.validator.ensureValid(key, parsed);
            }
        } catch (ConfigException _) { // Its message has the value, which may be a secret.
            throw BadSetting.value(definition, key, value);
        }
    }

    private static void refuseUnknown(ConfigDef definition, Map<String, String> settings) {
        Set<String> families =
                definition.names().stream().map(RoleSettings::family).collect(Collectors.toSet());
        for (String key : new TreeSet<>(settings.keySet())) {
            if (families.contains(family(key)) && !definition.names().contains(key)) {
                throw BadSetting.unknown(key, definition.names());
            }
        }
    }

    private static String family(String key) {
        int dot = key.indexOf('.');
        return dot < 0 ? key : key.substring(0, dot);
    }
}
