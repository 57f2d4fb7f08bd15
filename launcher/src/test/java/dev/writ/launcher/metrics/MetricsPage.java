package dev.writ.launcher.metrics;

import dev.writ.launcher.architecture.SourceTree;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** docs/metrics.md as a test reads it. */
final class MetricsPage {

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern CELL_END = Pattern.compile("(?<!\\\\)\\|");
    private static final int METRIC_COLUMNS = 6;
    private static final int EQUATION_COLUMNS = 2;

    private final String text = SourceTree.read(SourceTree.root().resolve("docs/metrics.md"));

    /** Each metric of the table, by name. */
    Map<String, Metric> metrics() {
        return rows("## Metrics of each role", METRIC_COLUMNS).stream()
                .collect(Collectors.toMap(
                        cells -> code(cells.getFirst()).getFirst(),
                        cells -> new Metric(cells.get(1), Set.copyOf(code(cells.get(3)))),
                        (one, other) -> {
                            throw new IllegalStateException("a metric is listed twice: " + one);
                        },
                        TreeMap::new));
    }

    /** The equations, in their order. */
    List<Equation> equations() {
        return rows("## Equations", EQUATION_COLUMNS).stream()
                .map(cells -> Equation.parse(code(cells.getFirst()).getFirst().replace("\\|", "|")))
                .toList();
    }

    /** The rows of the section's table that begin with code. */
    private List<List<String>> rows(String heading, int columns) {
        int begin = text.indexOf(heading);
        int end = text.indexOf("\n## ", begin + 1);
        return text.substring(begin, end)
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> cells(line, columns))
                .toList();
    }

    private static List<String> cells(String line, int columns) {
        List<String> parts =
                Arrays.stream(CELL_END.split(line, -1)).map(String::strip).toList();
        List<String> cells = parts.subList(1, parts.size() - 1);
        if (cells.size() != columns) {
            throw new IllegalStateException("a row of " + cells.size() + " cells: " + line);
        }
        return cells;
    }

    private static List<String> code(String cell) {
        return CODE.matcher(cell).results().map(MetricsPage::first).toList();
    }

    private static String first(MatchResult found) {
        return found.group(1);
    }
}
