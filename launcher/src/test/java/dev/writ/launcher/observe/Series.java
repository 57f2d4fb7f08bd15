package dev.writ.launcher.observe;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A series as it is exported in the text format of Prometheus. */
record Series(String name, Map<String, String> labels) {

    private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? \\S+");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** All of an answer. */
    static List<Series> of(String exposition) {
        return exposition.lines().map(Series::parse).flatMap(Optional::stream).toList();
    }

    private static Optional<Series> parse(String line) {
        Matcher series = LINE.matcher(line);
        if (!series.matches()) {
            return Optional.empty();
        }
        String labels = series.group(2) == null ? "" : series.group(2);
        return Optional.of(new Series(
                series.group(1),
                LABEL.matcher(labels)
                        .results()
                        .collect(Collectors.toMap((MatchResult label) -> label.group(1), label -> label.group(2)))));
    }
}
