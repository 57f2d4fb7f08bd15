package dev.writ.launcher.observe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.writ.launcher.architecture.SourceTree;
import java.util.ArrayList;
import java.util.List;

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
        List<MetricUse> uses = new ArrayList<>();
        alerts().forEach(rule -> uses.addAll(
                MetricUse.in(rule.path(ALERT).asText(), rule.path("expr").asText())));
        for (JsonNode panel : read("deploy/grafana/dashboards/writ.json").path("panels")) {
            panel.path("targets")
                    .forEach(target -> uses.addAll(MetricUse.in(
                            "panel " + panel.path("title").asText(),
                            target.path("expr").asText())));
        }
        return uses;
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
