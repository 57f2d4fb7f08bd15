package dev.writ.benchmark.local;

import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Settings of a role in this process that a user wants otherwise. */
public final class SettingOptions {

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "A setting of the role that is measured, and of what does nothing beside it; may be repeated.")
    private Map<String, String> settings = new HashMap<>();

    /** By key; empty where nothing was said. */
    public Map<String, String> settings() {
        return Map.copyOf(settings);
    }
}
