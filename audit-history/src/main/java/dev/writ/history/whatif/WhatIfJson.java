package dev.writ.history.whatif;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.writ.history.whatif.WhatIfReport.AgentPath;
import dev.writ.history.whatif.WhatIfReport.Counts;
import dev.writ.policy.AgentStanding;
import java.math.BigDecimal;
import java.util.Optional;

/** What another policy would have made of history, for programs. */
public final class WhatIfJson {

    private static final int CONFIDENCE_DECIMALS = 4;

    private WhatIfJson() {}

    /** The whole answer. */
    public static ObjectNode of(WhatIfReport report) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("decisions", report.decisions())
                .put("unreadable", report.unreadable());
        json.set("per_request", counts(report.perRequest()));
        json.set("stateful", counts(report.stateful()).put("cascaded", report.cascaded()));
        ArrayNode cells = json.putArray("by_agent_and_action");
        report.cells().forEach(cell -> {
            ObjectNode row = cells.addObject().put("agent_id", cell.agent()).put("action", cell.action());
            row.set("per_request", counts(cell.perRequest()));
            row.set("stateful", counts(cell.stateful()).put("cascaded", cell.cascaded()));
        });
        ArrayNode agents = json.putArray("agents");
        report.agents().forEach(agent -> agents.add(agent(agent)));
        ArrayNode changed = json.putArray("changed");
        report.changed()
                .forEach(decision -> changed.addObject()
                        .put("decision_id", decision.decisionId())
                        .put("decided_at", decision.at().toString())
                        .put("agent_id", decision.agent())
                        .put("action", decision.action())
                        .put("allowed", decision.allowed())
                        .put("per_request", decision.perRequest())
                        .put("stateful", decision.stateful()));
        return json;
    }

    private static ObjectNode counts(Counts counts) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("newly_blocked", counts.newlyBlocked())
                .put("newly_allowed", counts.newlyAllowed())
                .put("unchanged", counts.unchanged());
    }

    private static ObjectNode agent(AgentPath agent) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("agent_id", agent.agent())
                .put("ends_left_out", agent.left())
                .put("unobserved", agent.unobserved())
                .put("moved_as_recorded", agent.asRecorded());
        standing(json, "recorded", agent.recorded());
        standing(json, "would_be", agent.wouldBe());
        ArrayNode spans = json.putArray("other_maturity");
        agent.spans().forEach(span -> {
            ObjectNode row = spans.addObject().put("from", span.from().toString());
            span.until().ifPresent(until -> row.put("until", until.toString()));
            row.put("recorded", span.recorded().name())
                    .put("would_be", span.wouldBe().name())
                    .put("cascaded", span.cascaded());
        });
        return json;
    }

    private static void standing(ObjectNode json, String name, Optional<AgentStanding> standing) {
        standing.ifPresent(earned -> json.putObject(name)
                .put("status", earned.maturity().name())
                .put("confidence_score", BigDecimal.valueOf(earned.confidence(), CONFIDENCE_DECIMALS))
                .put("pinned", earned.pinned())
                .put("paused", earned.paused()));
    }
}
