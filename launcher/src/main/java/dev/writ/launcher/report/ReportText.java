package dev.writ.launcher.report;

import dev.writ.launcher.console.TextTable;
import dev.writ.query.report.Audits;
import dev.writ.query.report.Check;
import dev.writ.query.report.DecisionCount;
import dev.writ.query.report.Report;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The report for people. */
final class ReportText {

    private ReportText() {}

    static String of(Report report) {
        TextTable figures = new TextTable("figure", "value");
        figures.row("requests", Long.toString(report.requests()));
        figures.row("  by verdict", counts(report.by(DecisionCount::verdict)));
        figures.row("  by mode", counts(report.by(DecisionCount::mode)));
        figures.row("  by kind", counts(report.by(DecisionCount::kind)));
        figures.row("cache hits", Long.toString(report.cacheHits()));
        figures.row("executions", counts(report.executions()));
        figures.row("ungoverned calls", Long.toString(report.ungoverned()));
        figures.row(
                "missing executions",
                report.withoutExecution() + " never begun, " + report.withoutEnd() + " without an end");
        figures.row("not due yet", Long.toString(report.notDue()));
        figures.row(
                "newest decision",
                report.newestDecision().map(Instant::toString).orElse("none"));
        figures.row(
                "sink behind",
                report.sinkBehind().map(behind -> behind.toSeconds() + " s").orElse("not known"));
        return "From " + report.asked().from() + " to " + report.asked().to() + kept(report) + "\n\n" + figures + "\n"
                + audits(report) + "\n" + checks(report) + "\n" + conclusion(report) + "\n";
    }

    private static String conclusion(Report report) {
        String conclusion = switch (report.conclusion()) {
            case WRONG -> "Something is wrong.";
            case NOTHING_DECIDED -> "Nothing was decided in this time.";
            case WELL -> "All is well.";
        };
        return report.sinkBehind().isPresent()
                ? conclusion
                : conclusion + " That is what the tables tell: whether they are behind the log is not known.";
    }

    private static String kept(Report report) {
        return report.keptFrom()
                .filter(report.asked().from()::isBefore)
                .map(first -> ", of which retention has kept what is from " + first + " on")
                .orElse("");
    }

    private static TextTable audits(Report report) {
        TextTable table = new TextTable("audits", "expected", "written", "missing", "without a row");
        for (Audits kind : report.audits()) {
            table.row(
                    kind.kind(),
                    Long.toString(kind.expected()),
                    Long.toString(kind.written()),
                    Long.toString(kind.missing()),
                    Long.toString(kind.withoutRow()));
        }
        return table;
    }

    private static TextTable checks(Report report) {
        TextTable table = new TextTable("check", "value", "limit", "");
        for (Check check : report.checks()) {
            String sense = switch (check.sense()) {
                case AT_MOST -> "at most ";
                case AT_LEAST -> "at least ";
            };
            table.row(
                    check.figure(), value(check.value()), sense + check.limit().toPlainString(), result(check));
        }
        return table;
    }

    private static String result(Check check) {
        return switch (check.result()) {
            case OK -> "ok";
            case EXCEEDED -> check.fault() ? "EXCEEDED" : "exceeded, no fault";
            case UNKNOWN -> "unknown";
        };
    }

    private static String value(Optional<BigDecimal> value) {
        return value.map(BigDecimal::toPlainString).orElse("-");
    }

    private static String counts(Map<String, Long> counts) {
        return counts.isEmpty()
                ? "none"
                : counts.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", "));
    }
}
