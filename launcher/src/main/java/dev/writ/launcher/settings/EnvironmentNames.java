package dev.writ.launcher.settings;

import dev.writ.launcher.console.RefusedException;
import dev.writ.schemas.KafkaConnection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The environment variables of settings: WRIT_, then the key in upper case with underscores for dots. The governance flags
 * also keep the names that users of the predecessor set.
 */
final class EnvironmentNames {

    private static final String PREFIX = "WRIT_";
    private static final String CLIENT_PREFIX = nameOf(KafkaConnection.CLIENT_PREFIX);

    private static final Map<String, String> FLAGS = Map.of(
            "STREAMING_GOVERNANCE_ENABLED", "governance.streaming.enabled",
            "CANVAS_GOVERNANCE_ENABLED", "governance.canvas.enabled",
            "FORM_GOVERNANCE_ENABLED", "governance.form.enabled",
            "EMERGENCY_GOVERNANCE_BYPASS", "governance.emergency.bypass");

    private final Map<String, String> keys = new HashMap<>();

    EnvironmentNames(Set<String> known) {
        known.forEach(key -> keys.put(nameOf(key), key));
    }

    /** The variable of a key. */
    static String nameOf(String key) {
        return PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    /**
     * The settings among the variables, by key. A WRIT_ name is stronger than a flag's old name.
     *
     * @throws RefusedException if a variable begins with WRIT_ and belongs to no key
     */
    Map<String, String> settingsIn(Map<String, String> environment) {
        Map<String, String> settings = new TreeMap<>();
        FLAGS.forEach((name, key) -> {
            String value = environment.get(name);
            if (value != null && keys.containsValue(key)) {
                settings.put(key, value);
            }
        });
        environment.forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                settings.put(keyOf(name), value);
            }
        });
        return settings;
    }

    private String keyOf(String name) {
        String key = keys.get(name);
        if (key != null) {
            return key;
        }
        if (name.startsWith(CLIENT_PREFIX) && name.length() > CLIENT_PREFIX.length()) {
            return name.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '.');
        }
        throw new RefusedException("environment variable " + name + " belongs to no key");
    }
}
