package dev.writ.benchmark.figures;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run found, for programs and for people.
 *
 * @param json all figures
 * @param markdown the same in short
 * @param plots further pictures of it as SVG, by their names
 */
public record Report(ObjectNode json, String markdown, Map<String, String> plots) {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    public Report {
        plots = Map.copyOf(plots);
    }

    /** A report without pictures. */
    public Report(ObjectNode json, String markdown) {
        this(json, markdown, Map.of());
    }

    /** A node that says when, on what and under which Java the run was. */
    public static ObjectNode begun() {
        return JSON.createObjectNode()
                .put("at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("processors", Runtime.getRuntime().availableProcessors())
                .put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"))
                .put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
    }

    /** Writes NAME.json, NAME.md, and NAME-PLOT.svg for each picture into a folder, which is made if it is missing. */
    public void write(Path folder, String name) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(name + ".json"), JSON.writeValueAsString(json) + "\n");
        StringBuilder text = new StringBuilder(markdown);
        for (Map.Entry<String, String> plot : new TreeMap<>(plots).entrySet()) {
            String file = name + "-" + plot.getKey() + ".svg";
            Files.writeString(folder.resolve(file), plot.getValue());
            text.append("\n![").append(plot.getKey()).append("](").append(file).append(")\n");
        }
        Files.writeString(folder.resolve(name + ".md"), text);
    }
}
