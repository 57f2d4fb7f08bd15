package dev.writ.torture.check;

import dev.writ.torture.history.AuditEntry;
import dev.writ.torture.history.LedgerRow;
import dev.writ.torture.history.RebuiltTable;
import dev.writ.torture.history.Tables;
import dev.writ.torture.history.VerifiedLog;
import java.util.List;
import java.util.Optional;

/** Errors in the audit and its tables. */
final class RecordPlants {

    private static final Check TABLES = new AuditEqualsTables();
    private static final Check REBUILT = new TablesFollowFromLog();
    private static final Check CHECKPOINTS = new CheckpointsVerify();
    private static final String LOG = "audit-0";
    private static final String FIRST = LOG + "@0";
    private static final String EVENT = "decided-whole";

    private RecordPlants() {}

    static List<Plant> all() {
        return List.of(
                new Plant(
                        "an event without a row",
                        TABLES,
                        FIRST,
                        "has 0 rows in",
                        history -> history.ledger.removeIf(row -> row.eventId().equals(EVENT))),
                new Plant(
                        "an event with two rows",
                        TABLES,
                        FIRST,
                        "has 2 rows in",
                        history -> history.ledger.add(new LedgerRow(FIRST, EVENT, SoundHistory.sha256(EVENT)))),
                new Plant(
                        "a row without an event",
                        TABLES,
                        "table sink_events",
                        "is not in the audit topic",
                        history -> history.ledger.add(new LedgerRow(FIRST, "unknown", "00"))),
                new Plant(
                        "a row with other bytes",
                        TABLES,
                        FIRST,
                        "has the hash",
                        history -> history.ledger.replaceAll(
                                row -> row.eventId().equals(EVENT) ? new LedgerRow(FIRST, EVENT, "00") : row)),
                new Plant(
                        "a row that names another record",
                        TABLES,
                        FIRST,
                        "stands elsewhere than",
                        history -> history.ledger.replaceAll(row ->
                                row.eventId().equals(EVENT) ? new LedgerRow(LOG + "@1", EVENT, row.digest()) : row)),
                new Plant(
                        "an event that stands in the log twice, with other bytes",
                        TABLES,
                        LOG + "@99",
                        "has other bytes than at",
                        history -> history.audit.add(
                                new AuditEntry(LOG + "@99", EVENT, "00", Optional.of("d-whole"), Optional.empty()))),
                new Plant(
                        "a decision without a row",
                        TABLES,
                        FIRST,
                        "has 0 rows in",
                        history -> history.decisionRows.removeIf("d-whole"::equals)),
                new Plant(
                        "a decision with two rows",
                        TABLES,
                        FIRST,
                        "has 2 rows in",
                        history -> history.decisionRows.add("d-whole")),
                new Plant(
                        "a decision's row without an event",
                        TABLES,
                        "table decisions",
                        "is not in the audit topic",
                        history -> history.decisionRows.add("d-unknown")),
                new Plant(
                        "an execution that ended in the log only",
                        TABLES,
                        "executions-whole",
                        "is COMPLETED, and",
                        history -> history.executionRows.replaceAll(row ->
                                row.id().equals("e-whole") ? new Tables.Execution("e-whole", Optional.empty()) : row)),
                new Plant(
                        "an execution's row without an event",
                        TABLES,
                        "table agent_executions",
                        "is not in the log",
                        history -> history.executionRows.add(new Tables.Execution("e-unknown", Optional.empty()))),
                new Plant(
                        "a table that does not follow from the log",
                        REBUILT,
                        "table agent_executions",
                        "is another one when it is built again",
                        history ->
                                history.rebuilt.replaceAll(table -> table.name().equals("agent_executions")
                                        ? new RebuiltTable(table.name(), table.rows(), false, "different")
                                        : table)),
                new Plant(
                        "tables that were not built again",
                        REBUILT,
                        "table decisions",
                        "built again it has 0",
                        history -> history.rebuilt.clear()),
                new Plant(
                        "a log that was not verified",
                        CHECKPOINTS,
                        LOG,
                        "was verified 0 times",
                        history -> history.logs.clear()),
                new Plant(
                        "a log that is not what was signed",
                        CHECKPOINTS,
                        LOG,
                        "is not what was signed",
                        history -> history.logs.replaceAll(
                                log -> new VerifiedLog(LOG, false, log.size(), "another root"))),
                new Plant(
                        "a checkpoint that does not cover every record",
                        CHECKPOINTS,
                        LOG,
                        "are signed",
                        history -> history.logs.replaceAll(log -> new VerifiedLog(LOG, true, log.size() - 1, ""))));
    }
}
