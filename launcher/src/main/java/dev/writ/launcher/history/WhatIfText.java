package dev.writ.launcher.history;

import dev.writ.history.whatif.WhatIfReport;
import dev.writ.history.whatif.WhatIfReport.AgentPath;
import dev.writ.history.whatif.WhatIfReport.Cell;
import dev.writ.history.whatif.WhatIfReport.Changed;
import dev.writ.history.whatif.WhatIfReport.Counts;
import dev.writ.history.whatif.WhatIfReport.Span;
import dev.writ.launcher.console.TextTable;
import dev.writ.policy.AgentStanding;
import java.time.Instant;
import java.util.Optional;

/** What another policy would have made of history, for people. */
final class WhatIfText {

    private WhatIfText() {}

    static String of(WhatIfReport report) {
        StringBuilder text = new StringBuilder();
        text.append("decisions: ").append(report.decisions());
        if (report.unreadable() > 0) {
            text.append(", unreadable records: ").append(report.unreadable());
        }
        text.append("\n\nEach request, its agent as recorded:\n")
                .append(counts(report, false))
                .append("\nWith what agents earn folded anew:\n")
                .append(counts(report, true));
        if (!report.agents().isEmpty()) {
            text.append("\nAgents that would have fared otherwise:\n").append(agents(report));
        }
        if (report.agents().stream().anyMatch(agent -> !agent.spans().isEmpty())) {
            text.append("\nWhile they would have had another maturity:\n").append(spans(report));
        }
        if (!report.changed().isEmpty()) {
            text.append("\nThe first decisions that come out otherwise:\n").append(changed(report));
        }
        return text.toString();
    }

    private static TextTable counts(WhatIfReport report, boolean stateful) {
        TextTable table = new TextTable(
                "agent", "action", "newly blocked", "newly allowed", "unchanged", "only by another standing");
        for (Cell cell : report.cells()) {
            row(
                    table,
                    cell.agent(),
                    cell.action(),
                    stateful ? cell.stateful() : cell.perRequest(),
                    stateful ? cell.cascaded() : 0);
        }
        row(table, "all", "", stateful ? report.stateful() : report.perRequest(), stateful ? report.cascaded() : 0);
        return table;
    }

    private static void row(TextTable table, String agent, String action, Counts counts, long cascaded) {
        table.row(
                agent,
                action,
                Long.toString(counts.newlyBlocked()),
                Long.toString(counts.newlyAllowed()),
                Long.toString(counts.unchanged()),
                Long.toString(cascaded));
    }

    private static TextTable agents(WhatIfReport report) {
        TextTable table = new TextTable(
                "agent", "recorded", "would be", "ends left out", "newly allowed, end unobserved", "moved as recorded");
        for (AgentPath agent : report.agents()) {
            table.row(
                    agent.agent(),
                    standing(agent.recorded()),
                    standing(agent.wouldBe()),
                    Long.toString(agent.left()),
                    Long.toString(agent.unobserved()),
                    Long.toString(agent.asRecorded()));
        }
        return table;
    }

    private static TextTable spans(WhatIfReport report) {
        TextTable table = new TextTable("agent", "from", "until", "was", "would be", "decisions otherwise by that");
        for (AgentPath agent : report.agents()) {
            for (Span span : agent.spans()) {
                table.row(
                        agent.agent(),
                        span.from().toString(),
                        span.until().map(Instant::toString).orElse("still"),
                        span.recorded().name(),
                        span.wouldBe().name(),
                        Long.toString(span.cascaded()));
            }
        }
        return table;
    }

    private static TextTable changed(WhatIfReport report) {
        TextTable table = new TextTable("decision", "at", "agent", "action", "was", "agent as recorded", "folded anew");
        for (Changed changed : report.changed()) {
            table.row(
                    changed.decisionId(),
                    changed.at().toString(),
                    changed.agent(),
                    changed.action(),
                    word(changed.allowed()),
                    word(changed.perRequest()),
                    word(changed.stateful()));
        }
        return table;
    }

    private static String word(boolean allowed) {
        return allowed ? "allowed" : "blocked";
    }

    private static String standing(Optional<AgentStanding> standing) {
        return standing.map(earned -> earned.maturity() + " " + Score.of(earned.confidence()))
                .orElse("as recorded");
    }
}
