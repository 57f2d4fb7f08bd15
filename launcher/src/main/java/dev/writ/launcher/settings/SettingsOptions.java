package dev.writ.launcher.settings;

import java.nio.file.Path;
import java.util.LinkedHashMap;
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
    private Map<String, String> flags = new LinkedHashMap<>();

    /**
     * The settings of file, environment and flags.
     *
     * @param known every key of every role
     * @throws dev.writ.launcher.RefusedException if the file cannot be read, or a key is unknown
     */
    public Settings read(Set<String> known, Map<String, String> environment) {
        return Settings.read(known, file, environment, flags);
    }
}
