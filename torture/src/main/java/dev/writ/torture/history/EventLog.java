package dev.writ.torture.history;

import java.util.List;

/**
 * What stands committed in the topics, in the order of each partition.
 *
 * @param decisions of writ.decisions
 * @param letters of writ.dead-letters
 * @param steps of writ.executions
 * @param completions of writ.completions
 * @param tokens of writ.tokens
 * @param audit of writ.audit
 */
public record EventLog(
        List<Decision> decisions,
        List<Letter> letters,
        List<ExecutionStep> steps,
        List<Completion> completions,
        List<Token> tokens,
        List<AuditEntry> audit) {

    public EventLog {
        decisions = List.copyOf(decisions);
        letters = List.copyOf(letters);
        steps = List.copyOf(steps);
        completions = List.copyOf(completions);
        tokens = List.copyOf(tokens);
        audit = List.copyOf(audit);
    }
}
