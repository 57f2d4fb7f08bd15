package dev.writ.torture.history;

import dev.writ.schemas.event.ExecutionStatus;
import java.util.List;
import java.util.Optional;

/**
 * Rows of the sink's tables.
 *
 * @param ledger of sink_events
 * @param decisions the ids in decisions
 * @param executions of agent_executions
 */
public record Tables(List<LedgerRow> ledger, List<String> decisions, List<Execution> executions) {

    public Tables {
        ledger = List.copyOf(ledger);
        decisions = List.copyOf(decisions);
        executions = List.copyOf(executions);
    }

    /**
     * A row of agent_executions.
     *
     * @param id the execution
     * @param end how it ended; empty while it runs
     */
    public record Execution(String id, Optional<ExecutionStatus> end) {}
}
