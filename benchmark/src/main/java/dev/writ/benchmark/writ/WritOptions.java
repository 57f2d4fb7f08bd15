package dev.writ.benchmark.writ;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What a user says of the Writ that is measured. */
final class WritOptions {

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A setting of the Writ that is measured; may be repeated.")
    private List<String> settings = new ArrayList<>();

    @Option(
            names = "--java-opts",
            paramLabel = "OPTIONS",
            defaultValue = "",
            description = "Options of its Java virtual machine, such as -Xmx1g (default: those of ./writ).")
    private String javaOptions = "";

    List<String> settings() {
        return List.copyOf(settings);
    }

    /** Options of the Java virtual machine, separated by spaces; may be empty. */
    String javaOptions() {
        return javaOptions;
    }
}
