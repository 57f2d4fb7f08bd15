package dev.writ.launcher.settings;

import dev.writ.launcher.console.RefusedException;
import dev.writ.launcher.settings.Origin.Source;
import dev.writ.schemas.settings.NearMiss;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The environment variables of settings: WRIT_, then the key in upper case with underscores for dots; with _FILE behind it,
 * the path of a file that holds the value. The governance flags also keep the names that users of the predecessor set.
 */
public final class EnvironmentNames {

    /** What the variables begin with. */
    public static final String PREFIX = "WRIT_";

    /** What stands behind the name of a variable that gives a file. */
    public static final String FILE_SUFFIX = "_FILE";

    private static final SortedMap<String, String> FLAGS = new TreeMap<>(Map.of(
            "STREAMING_GOVERNANCE_ENABLED", "governance.streaming.enabled",
            "CANVAS_GOVERNANCE_ENABLED", "governance.canvas.enabled",
            "FORM_GOVERNANCE_ENABLED", "governance.form.enabled",
            "EMERGENCY_GOVERNANCE_BYPASS", "governance.emergency.bypass"));

    private final Map<String, String> keys = new HashMap<>();

    EnvironmentNames(Set<String> known) {
        known.forEach(key -> keys.put(nameOf(key), key));
    }

    /** The variable of a key. */
    public static String nameOf(String key) {
        return PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    /** The names that the predecessor gave the flags, with the keys of today. */
    public static Map<String, String> ofThePredecessor() {
        return Map.copyOf(FLAGS);
    }

    /**
     * The settings among the variables, by key. A WRIT_ name is stronger than a flag's old name.
     *
     * @throws RefusedException if a variable begins with WRIT_ and belongs to no key, a file cannot be read, or a key has
     *     both a value and a file
     */
    Map<String, Setting> settingsIn(Map<String, String> environment) {
        Map<String, Setting> settings = new TreeMap<>();
        FLAGS.forEach((name, key) -> {
            String value = environment.get(name);
            if (value != null && keys.containsValue(key)) {
                settings.put(key, new Setting(value, new Origin(Source.ENVIRONMENT, name)));
            }
        });
        new TreeMap<>(environment).forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                put(settings, name, value, environment);
            }
        });
        return settings;
    }

    private void put(Map<String, Setting> settings, String name, String value, Map<String, String> environment) {
        String key = keys.get(name);
        if (key != null) {
            settings.put(key, new Setting(value, new Origin(Source.ENVIRONMENT, name)));
            return;
        }
        String plain = name.endsWith(FILE_SUFFIX) ? name.substring(0, name.length() - FILE_SUFFIX.length()) : "";
        String keyOfFile = keys.get(plain);
        if (keyOfFile == null) {
            throw new RefusedException(
                    "environment variable " + name + " belongs to no key" + NearMiss.hint(name, keys.keySet()));
        }
        if (environment.containsKey(plain)) {
            throw new RefusedException("both " + plain + " and " + name + " are set: keep one of them");
        }
        settings.put(keyOfFile, new Setting(SecretFile.read(name, value), new Origin(Source.SECRET_FILE, name)));
    }
}
