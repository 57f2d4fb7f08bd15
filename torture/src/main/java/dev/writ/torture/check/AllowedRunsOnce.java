package dev.writ.torture.check;

import dev.writ.torture.history.AuditEntry;
import dev.writ.torture.history.Decision;
import dev.writ.torture.history.ExecutionStep;
import dev.writ.torture.history.History;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The topology writes starts in its transactions, so there is one. A worker writes an end at least once and always the same;
 * the audit has it once.
 */
final class AllowedRunsOnce implements Check {

    @Override
    public String claim() {
        return "every allowed decision has one execution with one terminal, and every execution has its decision";
    }

    @Override
    public Result of(History history) {
        Tally tally = new Tally();
        Map<String, List<ExecutionStep>> steps =
                Groups.by(ExecutionStep::executionId, history.log().steps());
        Map<String, List<AuditEntry>> audited = Groups.by(
                entry -> entry.endedExecution().orElseThrow(),
                history.log().audit().stream()
                        .filter(entry -> entry.endedExecution().isPresent())
                        .toList());
        for (Decision decision : history.log().decisions()) {
            if (decision.allows() && decision.executionId().isPresent()) {
                tally.examine();
                String id = decision.executionId().get();
                ran(decision, steps.getOrDefault(id, List.of()), tally);
                requireAudited(decision, audited.getOrDefault(id, List.of()), tally);
            }
        }
        requireDecided(history, tally);
        return tally.result();
    }

    private static void ran(Decision decision, List<ExecutionStep> steps, Tally tally) {
        String id = decision.executionId().orElseThrow();
        List<ExecutionStep> starts =
                steps.stream().filter(step -> step.end().isEmpty()).toList();
        List<ExecutionStep> ends =
                steps.stream().filter(step -> step.end().isPresent()).toList();
        tally.require(
                starts.size() == 1, decision.place(), "execution " + id + " was started " + starts.size() + " times");
        if (ends.isEmpty()) {
            tally.wrong(decision.place(), "execution " + id + " has no end");
        } else {
            tally.require(
                    Groups.keys(ExecutionStep::end, ends).size() == 1,
                    ends.getLast().place(),
                    "execution " + id + " has different ends, the first at "
                            + ends.getFirst().place());
        }
    }

    private static void requireAudited(Decision decision, List<AuditEntry> ends, Tally tally) {
        int events = Groups.keys(AuditEntry::eventId, ends).size();
        tally.require(
                events == 1,
                decision.place(),
                "the audit tells of " + events + " ends of execution "
                        + decision.executionId().orElseThrow());
    }

    private static void requireDecided(History history, Tally tally) {
        Map<String, List<Decision>> decisions =
                Groups.by(Decision::decisionId, history.log().decisions());
        for (ExecutionStep step : history.log().steps()) {
            Optional<Decision> decision = decisions.getOrDefault(step.decisionId(), List.of()).stream()
                    .findFirst();
            tally.require(
                    decision.flatMap(Decision::executionId).equals(Optional.of(step.executionId())),
                    step.place(),
                    "execution " + step.executionId() + " names decision " + step.decisionId()
                            + (decision.isEmpty() ? ", which is not there" : ", which lets another run"));
        }
    }
}
