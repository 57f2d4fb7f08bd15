package dev.writ.launcher.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What /metrics answered, in the text format of Prometheus.
 *
 * @param types by the name of each metric
 */
record Exposition(Map<String, String> types, List<Sample> samples) {

    private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_]\\w*)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final String MAXIMUM = "_max";

    record Sample(String name, Map<String, String> labels, double value) {}

    static Exposition parse(String text) {
        Map<String, String> types = new TreeMap<>();
        List<Sample> samples = new ArrayList<>();
        for (String line : text.lines().toList()) {
            Matcher type = TYPE.matcher(line);
            Matcher sample = SAMPLE.matcher(line);
            if (type.matches()) {
                types.put(type.group(1), type.group(2));
            } else if (sample.matches()) {
                samples.add(new Sample(sample.group(1), labels(sample.group(2)), value(sample.group(3))));
            }
        }
        return new Exposition(types, samples);
    }

    /** The metrics whose names begin so, with type and labels; maxima that belong to histograms are left out. */
    Map<String, Metric> metrics(String... prefixes) {
        return types.entrySet().stream()
                .filter(type -> Set.of(prefixes).stream().anyMatch(type.getKey()::startsWith))
                .filter(type -> !isMaximum(type.getKey()))
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        type -> new Metric(type.getValue(), labelsOf(type.getKey())),
                        (one, other) -> one,
                        TreeMap::new));
    }

    private boolean isMaximum(String name) {
        return name.endsWith(MAXIMUM)
                && "histogram".equals(types.get(name.substring(0, name.length() - MAXIMUM.length())));
    }

    private Set<String> labelsOf(String metric) {
        Set<String> names = Set.of(metric, metric + "_bucket", metric + "_count", metric + "_sum");
        Set<String> labels = new TreeSet<>();
        samples.stream()
                .filter(sample -> names.contains(sample.name()))
                .forEach(sample -> labels.addAll(sample.labels().keySet()));
        labels.remove("le");
        return labels;
    }

    private static Map<String, String> labels(@Nullable String text) {
        Map<String, String> labels = new HashMap<>();
        if (text != null) {
            LABEL.matcher(text).results().forEach(label -> labels.put(label.group(1), label.group(2)));
        }
        return labels;
    }

    private static double value(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }
}
