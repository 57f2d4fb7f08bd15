package dev.writ.launcher.observe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.writ.launcher.architecture.SourceTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The alert rules, their tests and the dashboard. */
final class WatchedFiles {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final String ALERT = "alert";

    private WatchedFiles() {}

    /** Every rule that warns. */
    static List<JsonNode> alerts() {
        List<JsonNode> alerts = new ArrayList<>();
        for (JsonNode group : read("deploy/prometheus/alerts.yml").path("groups")) {
            group.path("rules").forEach(alerts::add);
        }
        return alerts;
    }

    /** What the rules are tried with. */
    static JsonNode alertTests() {
        return read("deploy/prometheus/alerts.test.yml");
    }

    /** What Prometheus is set up with. */
    static JsonNode prometheus() {
        return read("deploy/prometheus/prometheus.yml");
    }

    /** All metrics that rules and panels ask for. */
    static List<MetricUse> uses() {
        return queries().entrySet().stream()
                .flatMap(query ->
                        query.getValue().stream().flatMap(asked -> MetricUse.in(query.getKey(), asked).stream()))
                .toList();
    }

    /** What rules and panels ask, by their names. */
    static Map<String, List<String>> queries() {
        Map<String, List<String>> queries = new LinkedHashMap<>();
        alerts().forEach(rule ->
                queries.put(rule.path(ALERT).asText(), List.of(rule.path("expr").asText())));
        for (JsonNode panel : read("deploy/grafana/dashboards/writ.json").path("panels")) {
            List<String> asked =
                    queries.computeIfAbsent("panel " + panel.path("title").asText(), _ -> new ArrayList<>());
            panel.path("targets")
                    .forEach(target -> asked.add(target.path("expr").asText()));
        }
        return queries;
    }

    /** YAML has JSON in it. */
    private static JsonNode read(String path) {
        try {
            return YAML.readTree(SourceTree.read(SourceTree.root().resolve(path)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(path, e);
        }
    }
}
