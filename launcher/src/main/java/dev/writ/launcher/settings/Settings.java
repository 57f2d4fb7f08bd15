package dev.writ.launcher.settings;

import dev.writ.launcher.console.RefusedException;
import dev.writ.schemas.KafkaConnection;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Settings by key, from the weakest source to the strongest: a file, the environment, flags. Defaults are the roles' own.
 * A key that no role knows stops the start, wherever it stands.
 *
 * @param values by key, in the order of the keys
 */
public record Settings(Map<String, String> values) {

    public Settings {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /**
     * Reads all sources.
     *
     * @param known every key of every role
     * @param file Java properties in UTF-8; null if there is none
     * @param environment the environment variables; those that are not Writ's are passed over
     * @param flags by key
     * @throws RefusedException if the file cannot be read, or a key is unknown
     */
    public static Settings read(
            Set<String> known, @Nullable Path file, Map<String, String> environment, Map<String, String> flags) {
        Map<String, String> values = new TreeMap<>();
        if (file != null) {
            Map<String, String> ofFile = properties(file);
            refuseUnknown(known, ofFile.keySet(), "file " + file);
            values.putAll(ofFile);
        }
        values.putAll(new EnvironmentNames(known).settingsIn(environment));
        refuseUnknown(known, flags.keySet(), "the flags");
        values.putAll(flags);
        return new Settings(values);
    }

    /** These settings, and over them the given ones. */
    public Settings with(Map<String, String> stronger) {
        Map<String, String> all = new TreeMap<>(values);
        all.putAll(stronger);
        return new Settings(all);
    }

    /** What one role gets: its own keys, and those of all Kafka clients. */
    public Map<String, String> of(Set<String> keys) {
        Map<String, String> own = new TreeMap<>(values);
        own.keySet().removeIf(key -> !isKnown(keys, key));
        return own;
    }

    private static boolean isKnown(Set<String> known, String key) {
        return known.contains(key)
                || (key.startsWith(KafkaConnection.CLIENT_PREFIX)
                        && key.length() > KafkaConnection.CLIENT_PREFIX.length());
    }

    private static void refuseUnknown(Set<String> known, Set<String> keys, String source) {
        for (String key : keys) {
            if (!isKnown(known, key)) {
                throw new RefusedException("unknown key " + key + " in " + source);
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
