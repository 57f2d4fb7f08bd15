package dev.writ.launcher.cluster;

import dev.writ.launcher.cluster.TopicFound.Present;
import dev.writ.launcher.console.TextTable;
import dev.writ.schemas.Topic;
import dev.writ.schemas.Topics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A cluster's topics beside the catalogue.
 *
 * @param lines by topic: those of the catalogue, then the internal ones
 */
public record TopicReport(Map<String, Line> lines) {

    /**
     * One topic.
     *
     * @param found as the cluster has it
     * @param findings none if it is as it should be
     */
    public record Line(TopicFound found, List<Finding> findings) {}

    /**
     * Compares.
     *
     * @param found all topics of the catalogue, and the internal ones
     * @param internalCopies copies that the settings ask for; -1: as the cluster has it
     */
    public static TopicReport of(Map<String, TopicFound> found, int internalCopies) {
        Map<String, Line> lines = new LinkedHashMap<>();
        Optional<Integer> shared = shared(found);
        for (Topic<?> topic : Topics.ALL) {
            TopicFound is = Objects.requireNonNullElse(found.get(topic.name()), new TopicFound.Missing());
            Optional<Integer> wanted = Topics.CO_PARTITIONED.contains(topic) ? shared : Optional.empty();
            lines.put(topic.name(), new Line(is, TopicComparison.of(topic, is, wanted)));
        }
        found.forEach((name, is) ->
                lines.computeIfAbsent(name, added -> new Line(is, TopicComparison.ofInternal(is, internalCopies))));
        return new TopicReport(lines);
    }

    /** How many partitions the co-partitioned topics have: what most of them have, the larger number where they tie. */
    public static Optional<Integer> shared(Map<String, TopicFound> found) {
        return Topics.CO_PARTITIONED.stream()
                .map(topic -> found.get(topic.name()))
                .filter(Present.class::isInstance)
                .map(Present.class::cast)
                .collect(Collectors.groupingBy(Present::partitions, Collectors.counting()))
                .entrySet()
                .stream()
                .max(Map.Entry.<Integer, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey);
    }

    /** How many findings have the weight. */
    public long count(Finding.Weight weight) {
        return lines.values().stream()
                .flatMap(line -> line.findings().stream())
                .filter(finding -> finding.weight() == weight)
                .count();
    }

    /** One row a topic, and one more for each further finding. */
    public TextTable table() {
        TextTable table = new TextTable("topic", "partitions", "copies", "min in sync", "finding");
        lines.forEach((name, line) -> {
            boolean there = line.found() instanceof Present;
            String partitions = there ? Integer.toString(((Present) line.found()).partitions()) : "";
            String copies = there ? Integer.toString(((Present) line.found()).copies()) : "";
            String inSync = there ? Long.toString(((Present) line.found()).minInSync()) : "";
            List<String> texts = line.findings().stream().map(TopicReport::text).toList();
            table.row(name, partitions, copies, inSync, texts.isEmpty() ? "ok" : texts.getFirst());
            texts.stream().skip(1).forEach(text -> table.row("", "", "", "", text));
        });
        return table;
    }

    private static String text(Finding finding) {
        return finding.weight().name().toLowerCase(Locale.ROOT) + ": " + finding.text();
    }
}
