package dev.writ.launcher.settings;

import dev.writ.launcher.console.RefusedException;
import dev.writ.launcher.settings.Origin.Source;
import dev.writ.schemas.KafkaConnection;
import dev.writ.schemas.settings.NearMiss;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * Settings by key, from the weakest source to the strongest: a file, the environment, flags. Defaults are the roles' own.
 * A key that no role knows stops the start, wherever it stands.
 */
public final class Settings {

    private final SortedMap<String, Setting> byKey;

    private Settings(SortedMap<String, Setting> byKey) {
        this.byKey = byKey;
    }

    /** Settings of a command, which the user did not give. */
    public Settings(Map<String, String> values) {
        this(all(values, Origin.DEFAULT));
    }

    /**
     * Reads all sources.
     *
     * @param known every key of every role
     * @param file Java properties in UTF-8; null if there is none
     * @param environment the environment variables; those that are not Writ's are passed over
     * @param flags by key
     * @throws RefusedException if a file cannot be read, or a key is unknown
     */
    public static Settings read(
            Set<String> known, @Nullable Path file, Map<String, String> environment, Map<String, String> flags) {
        SortedMap<String, Setting> settings = new TreeMap<>();
        if (file != null) {
            Map<String, String> ofFile = properties(file);
            refuseUnknown(known, ofFile.keySet(), "file " + file);
            settings.putAll(all(ofFile, new Origin(Source.FILE, file.toString())));
        }
        settings.putAll(new EnvironmentNames(known).settingsIn(environment));
        refuseUnknown(known, flags.keySet(), "the flags");
        settings.putAll(all(flags, Origin.FLAG));
        return new Settings(settings);
    }

    /** By key, in the order of the keys. */
    public Map<String, String> values() {
        SortedMap<String, String> values = new TreeMap<>();
        byKey.forEach((key, setting) -> values.put(key, setting.value()));
        return Collections.unmodifiableSortedMap(values);
    }

    /** A setting, if it was given. */
    public Optional<Setting> find(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /** These settings, and over them the given ones. */
    public Settings with(Map<String, String> stronger) {
        return with(new Settings(stronger));
    }

    /** These settings, and over them the given ones. */
    public Settings with(Settings stronger) {
        SortedMap<String, Setting> all = new TreeMap<>(byKey);
        all.putAll(stronger.byKey);
        return new Settings(all);
    }

    /** What one role gets: its own keys, and those of all Kafka clients. */
    public Map<String, String> of(Set<String> keys) {
        Map<String, String> own = new TreeMap<>(values());
        own.keySet().removeIf(key -> !keys.contains(key) && !key.startsWith(KafkaConnection.CLIENT_PREFIX));
        return own;
    }

    /**
     * Reads something out of these settings.
     *
     * @throws ConfigException as the reading does, without what secrets its message quotes: those who throw do not know them
     *     to be secrets
     */
    public <T> T reading(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (ConfigException e) {
            throw new ConfigException(withoutSecrets(String.valueOf(e.getMessage())));
        }
    }

    String withoutSecrets(String message) {
        String text = message;
        for (Map.Entry<String, Setting> entry : byKey.entrySet()) {
            text = new Redaction(entry.getKey(), entry.getValue()).of(text);
        }
        return text;
    }

    private static SortedMap<String, Setting> all(Map<String, String> values, Origin origin) {
        SortedMap<String, Setting> settings = new TreeMap<>();
        values.forEach((key, value) -> settings.put(key, new Setting(value, origin)));
        return settings;
    }

    private static void refuseUnknown(Set<String> known, Set<String> keys, String source) {
        for (String key : keys) {
            if (!known.contains(key)) {
                throw new RefusedException("unknown key " + key + " in " + source + NearMiss.hint(key, known));
            }
        }
    }

    private static Map<String, String> properties(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (NoSuchFileException e) {
            throw new RefusedException("no such file: " + file, e);
        } catch (MalformedInputException e) {
            throw new RefusedException("not UTF-8: " + file, e);
        } catch (IOException | IllegalArgumentException e) {
            throw new RefusedException("cannot read " + file + ": " + e.getMessage(), e);
        }
        Map<String, String> values = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
        return values;
    }
}
