package dev.writ.query.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** The report as a document for programs. */
public final class ReportJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ReportJson() {}

    /** The document. */
    public static ObjectNode of(Report report) {
        ObjectNode json = NODES.objectNode()
                .put("from", report.asked().from().toString())
                .put("to", report.asked().to().toString())
                .put("kept_from", report.keptFrom().map(Instant::toString).orElse(null))
                .put("asked_at", report.asked().at().toString())
                .put("grace_seconds", report.asked().grace().toSeconds())
                .put(
                        "newest_decision_at",
                        report.newestDecision().map(Instant::toString).orElse(null))
                .put("well", report.isWell())
                .put("conclusion", word(report.conclusion()))
                .put(
                        "sink_behind_seconds",
                        report.sinkBehind().map(Duration::toSeconds).orElse(null))
                .put("requests", report.requests());
        ObjectNode decisions = json.putObject("decisions");
        decisions.set("by_verdict", counts(report.by(DecisionCount::verdict)));
        decisions.set("by_mode", counts(report.by(DecisionCount::mode)));
        decisions.set("by_kind", counts(report.by(DecisionCount::kind)));
        json.put("block_rate", report.blockRate().orElse(null))
                .put("cache_hit_rate", report.cacheHitRate().orElse(null))
                .put("cache_hits", report.cacheHits())
                .put("degraded", report.count(cell -> cell.mode().equals("DEGRADED")))
                .put("flag_off", report.count(cell -> cell.mode().equals("FLAG_OFF")))
                .put("bypass", report.count(cell -> cell.mode().equals("BYPASS")))
                .put("bypassed", report.count(cell -> cell.verdict().equals("BYPASSED")));
        json.set("executions", counts(report.executions()));
        json.put("ungoverned_calls", report.ungoverned())
                .putObject("missing_executions")
                .put("total", report.missingExecutions())
                .put("without_execution", report.withoutExecution())
                .put("without_end", report.withoutEnd());
        json.put("not_due", report.notDue());
        ArrayNode audits = json.putArray("audits");
        report.audits()
                .forEach(kind -> audits.addObject()
                        .put("kind", kind.kind())
                        .put("expected", kind.expected())
                        .put("written", kind.written())
                        .put("missing", kind.missing())
                        .put("without_row", kind.withoutRow()));
        ArrayNode checks = json.putArray("checks");
        report.checks().forEach(check -> checks.add(check(check)));
        return json;
    }

    private static ObjectNode check(Check check) {
        return NODES.objectNode()
                .put("figure", check.figure())
                .put("value", check.value().orElse((BigDecimal) null))
                .put("sense", word(check.sense()))
                .put("limit", check.limit())
                .put("result", word(check.result()))
                .put("fault", check.fault());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static ObjectNode counts(Map<String, Long> counts) {
        ObjectNode json = NODES.objectNode();
        counts.forEach(json::put);
        return json;
    }
}
