package dev.writ.torture.check;

import dev.writ.schemas.event.ExecutionStatus;
import dev.writ.torture.history.AuditEntry;
import dev.writ.torture.history.ExecutionStep;
import dev.writ.torture.history.History;
import dev.writ.torture.history.LedgerRow;
import dev.writ.torture.history.Tables;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An event that stands in the log twice with the same bytes is one event, and one row. */
final class AuditEqualsTables implements Check {

    private static final String LEDGER = "table sink_events";
    private static final String DECISIONS = "table decisions";
    private static final String EXECUTIONS = "table agent_executions";

    @Override
    public String claim() {
        return "the audit topic and the tables are in bijection, byte for byte";
    }

    @Override
    public Result of(History history) {
        Tally tally = new Tally();
        compareLedger(history, tally);
        compareDecisions(history, tally);
        compareExecutions(history, tally);
        return tally.result();
    }

    private static void compareLedger(History history, Tally tally) {
        Map<String, List<LedgerRow>> rows =
                Groups.by(LedgerRow::eventId, history.tables().ledger());
        Map<String, List<AuditEntry>> entries =
                Groups.by(AuditEntry::eventId, history.log().audit());
        entries.forEach((id, several) -> {
            tally.examine();
            AuditEntry first = several.getFirst();
            tally.require(
                    Groups.keys(AuditEntry::digest, several).size() == 1,
                    several.getLast().place(),
                    "event " + id + " has other bytes than at " + first.place());
            List<LedgerRow> known = rows.getOrDefault(id, List.of());
            if (known.size() != 1) {
                tally.wrong(first.place(), "event " + id + " has " + known.size() + " rows in " + LEDGER);
                return;
            }
            LedgerRow row = known.getFirst();
            tally.require(
                    row.digest().equals(first.digest()),
                    first.place(),
                    "event " + id + " has the hash " + first.digest() + ", and " + row.digest() + " in " + LEDGER);
            tally.require(
                    Groups.keys(AuditEntry::place, several).contains(row.place()),
                    first.place(),
                    "event " + id + " stands elsewhere than " + LEDGER + " says: " + row.place());
        });
        rows.keySet().stream()
                .filter(id -> !entries.containsKey(id))
                .forEach(id -> tally.wrong(LEDGER, "event " + id + " is not in the audit topic"));
    }

    private static void compareDecisions(History history, Tally tally) {
        Map<String, List<String>> rows = Groups.by(id -> id, history.tables().decisions());
        Map<String, List<AuditEntry>> entries = Groups.by(
                entry -> entry.decisionId().orElseThrow(),
                history.log().audit().stream()
                        .filter(entry -> entry.decisionId().isPresent())
                        .toList());
        entries.forEach((id, several) -> {
            int count = rows.getOrDefault(id, List.of()).size();
            tally.require(
                    count == 1,
                    several.getFirst().place(),
                    "decision " + id + " has " + count + " rows in " + DECISIONS);
        });
        rows.keySet().stream()
                .filter(id -> !entries.containsKey(id))
                .forEach(id -> tally.wrong(DECISIONS, "decision " + id + " is not in the audit topic"));
    }

    private static void compareExecutions(History history, Tally tally) {
        Map<String, List<Tables.Execution>> rows =
                Groups.by(Tables.Execution::id, history.tables().executions());
        Map<String, List<ExecutionStep>> steps =
                Groups.by(ExecutionStep::executionId, history.log().steps());
        steps.forEach((id, several) -> {
            Optional<ExecutionStatus> end = several.stream()
                    .map(ExecutionStep::end)
                    .flatMap(Optional::stream)
                    .map(ExecutionStep.End::status)
                    .findFirst();
            List<Tables.Execution> known = rows.getOrDefault(id, List.of());
            tally.require(
                    known.size() == 1 && known.getFirst().end().equals(end),
                    several.getFirst().place(),
                    "execution " + id + " is " + end.map(Enum::name).orElse("running") + ", and " + EXECUTIONS
                            + " says " + known);
        });
        rows.keySet().stream()
                .filter(id -> !steps.containsKey(id))
                .forEach(id -> tally.wrong(EXECUTIONS, "execution " + id + " is not in the log"));
    }
}
