package dev.writ.launcher.settings;

import dev.writ.launcher.console.RefusedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that every command with settings has. */
public final class SettingsOptions {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings as Java properties. The environment is stronger, --set stronger still.")
    private @Nullable Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "One setting; may be given again. In the environment: WRIT_ and the key in upper case, _ for dots.")
    private List<String> flags = new ArrayList<>();

    /**
     * The settings of file, environment and flags.
     *
     * @param known every key of every role
     * @throws RefusedException if a file cannot be read, or a key is unknown
     */
    public Settings read(Set<String> known, Map<String, String> environment) {
        return Settings.read(known, file, environment, byKey());
    }

    /** Not by the library, which takes quotes out of values, and shows a part of one whose quotes do not match. */
    private Map<String, String> byKey() {
        Map<String, String> values = new LinkedHashMap<>();
        for (String flag : flags) {
            int equals = flag.indexOf('=');
            if (equals < 0) {
                throw new RefusedException("--set needs KEY=VALUE");
            }
            values.put(flag.substring(0, equals), flag.substring(equals + 1));
        }
        return values;
    }
}
