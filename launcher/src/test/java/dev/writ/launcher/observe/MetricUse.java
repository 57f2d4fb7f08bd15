package dev.writ.launcher.observe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A metric that a query of Prometheus asks for. Of PromQL it knows selectors and by (...), which is taken to be of every metric of
 * its query; what Prometheus itself makes, such as up, ALERTS and the labels of a target, is left out.
 *
 * @param where the rule or panel
 * @param name as it is exported
 * @param labels that it must have
 * @param values that labels must have in one of its series
 */
record MetricUse(String where, String name, Set<String> labels, Map<String, String> values) {

    private static final Pattern METRIC =
            Pattern.compile("\\b((?:writ|http_server|kafka|jvm|process|gen_ai)_[a-z0-9_]+)(?:\\{([^}]*)})?");
    private static final Pattern MATCHER = Pattern.compile("([a-z_]+)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");
    private static final Pattern BY = Pattern.compile("\\bby\\s*\\(([^)]*)\\)");
    private static final Set<String> OF_PROMETHEUS = Set.of("job", "instance");

    /** Labels have these values only when something goes wrong. */
    private static final Set<String> UNPROVOKED = Set.of("degraded", "bypassed", "503");

    /** Those of a query. */
    static List<MetricUse> in(String where, String query) {
        Set<String> grouped = new HashSet<>();
        BY.matcher(query)
                .results()
                .forEach(by -> grouped.addAll(List.of(by.group(1).strip().split("\\s*,\\s*", -1))));
        grouped.removeAll(OF_PROMETHEUS);
        List<MetricUse> uses = new ArrayList<>();
        Matcher metric = METRIC.matcher(BY.matcher(query).replaceAll(""));
        while (metric.find()) {
            uses.add(selector(where, metric.group(1), metric.group(2) == null ? "" : metric.group(2), grouped));
        }
        return uses;
    }

    private static MetricUse selector(String where, String name, String matchers, Set<String> grouped) {
        Set<String> labels = new HashSet<>(grouped);
        Map<String, String> values = new HashMap<>();
        MATCHER.matcher(matchers)
                .results()
                .filter(matcher -> !OF_PROMETHEUS.contains(matcher.group(1)))
                .forEach(matcher -> {
                    labels.add(matcher.group(1));
                    if (matcher.group(2).equals("=") && !UNPROVOKED.contains(matcher.group(3))) {
                        values.put(matcher.group(1), matcher.group(3));
                    }
                });
        return new MetricUse(where, name, labels, values);
    }

    /** Whether a series is what is asked for. */
    boolean isServedBy(Series series) {
        return series.name().equals(name)
                && series.labels().keySet().containsAll(labels)
                && series.labels().entrySet().containsAll(values.entrySet());
    }
}
