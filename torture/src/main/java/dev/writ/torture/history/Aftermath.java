package dev.writ.torture.history;

import java.util.List;

/**
 * What was found when everything had been healed.
 *
 * @param partitions how many were looked at for transactions, 0 or more
 * @param open transactions that nobody ends
 * @param settlings what had to come back
 * @param logs the audit's Merkle logs
 * @param redecided what deciding again gave
 * @param rebuilt the tables, built from the log again
 */
public record Aftermath(
        long partitions,
        List<OpenTransaction> open,
        List<Settling> settlings,
        List<VerifiedLog> logs,
        Redecided redecided,
        List<RebuiltTable> rebuilt) {

    public Aftermath {
        open = List.copyOf(open);
        settlings = List.copyOf(settlings);
        logs = List.copyOf(logs);
        rebuilt = List.copyOf(rebuilt);
    }
}
