package dev.writ.launcher.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An equation between sums of metrics, as the page writes it.
 *
 * @param text for people
 */
record Equation(String text, List<Term> left, List<Term> right) {

    private static final Pattern TERM = Pattern.compile("([a-z_]+)(?:\\{(.*)})?");
    private static final Pattern CONDITION = Pattern.compile("(\\w+)(=~|!=|=)\"([^\"]*)\"");

    /** A sum over all series of a name that meet the conditions, or a number. */
    private record Term(String name, List<MatchResult> conditions) {

        static Term parse(String text) {
            if (text.matches("\\d+")) {
                return new Term(text, List.of());
            }
            Matcher term = TERM.matcher(text);
            if (!term.matches()) {
                throw new IllegalArgumentException("no term: " + text);
            }
            String conditions = term.group(2);
            return new Term(
                    term.group(1),
                    conditions == null
                            ? List.of()
                            : CONDITION.matcher(conditions).results().toList());
        }

        double value(Exposition metrics) {
            if (Character.isDigit(name.charAt(0))) {
                return Double.parseDouble(name);
            }
            return metrics.samples().stream()
                    .filter(sample -> sample.name().equals(name))
                    .filter(sample -> conditions.stream().allMatch(condition -> meets(sample, condition)))
                    .mapToDouble(Exposition.Sample::value)
                    .sum();
        }

        private static boolean meets(Exposition.Sample sample, MatchResult condition) {
            String value = sample.labels().getOrDefault(condition.group(1), "");
            String wanted = condition.group(3);
            return switch (condition.group(2)) {
                case "=" -> value.equals(wanted);
                case "!=" -> !value.equals(wanted);
                default -> value.matches(wanted);
            };
        }
    }

    static Equation parse(String text) {
        List<String> sides = List.of(text.split(" = ", -1));
        if (sides.size() != 2) {
            throw new IllegalArgumentException("no equation: " + text);
        }
        return new Equation(text, terms(sides.getFirst()), terms(sides.getLast()));
    }

    /** By how much the left side is above the right one. */
    double difference(Exposition metrics) {
        return sum(left, metrics) - sum(right, metrics);
    }

    /** The equation with the values of its sides. */
    String with(Exposition metrics) {
        return String.format(Locale.ROOT, "%s: %.0f = %.0f", text, sum(left, metrics), sum(right, metrics));
    }

    private static List<Term> terms(String side) {
        return Arrays.stream(side.split(" \\+ ", -1)).map(Term::parse).toList();
    }

    private static double sum(List<Term> terms, Exposition metrics) {
        return terms.stream().mapToDouble(term -> term.value(metrics)).sum();
    }
}
