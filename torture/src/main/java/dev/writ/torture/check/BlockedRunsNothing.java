package dev.writ.torture.check;

import dev.writ.schemas.event.ExecutionStatus;
import dev.writ.torture.history.Completion;
import dev.writ.torture.history.Decision;
import dev.writ.torture.history.ExecutionStep;
import dev.writ.torture.history.History;
import dev.writ.torture.history.ProviderCall;
import dev.writ.torture.history.Token;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is blocked leaves its record and nothing else. */
final class BlockedRunsNothing implements Check {

    @Override
    public String claim() {
        return "every blocked decision is recorded, and has no provider call and no token";
    }

    @Override
    public Result of(History history) {
        Tally tally = new Tally();
        Set<String> recorded = Groups.keys(
                entry -> entry.decisionId().orElse(""), history.log().audit());
        Map<String, List<ExecutionStep>> steps =
                Groups.by(ExecutionStep::executionId, history.log().steps());
        Map<String, List<ProviderCall>> calls = Groups.by(ProviderCall::executionId, history.calls());
        Map<String, List<Token>> tokens =
                Groups.by(Token::executionId, history.log().tokens());
        Map<String, List<Completion>> completions =
                Groups.by(Completion::executionId, history.log().completions());
        for (Decision decision : history.log().decisions()) {
            if (decision.allows()) {
                continue;
            }
            tally.examine();
            tally.require(
                    recorded.contains(decision.decisionId()),
                    decision.place(),
                    "the block " + decision.decisionId() + " is not in the audit");
            decision.executionId().ifPresent(id -> {
                requireBlocked(decision, steps.getOrDefault(id, List.of()), tally);
                calls.getOrDefault(id, List.of())
                        .forEach(call -> tally.wrong(call.place(), "the provider was called for blocked " + id));
                tokens.getOrDefault(id, List.of())
                        .forEach(token -> tally.wrong(token.place(), "a token of blocked " + id));
                completions
                        .getOrDefault(id, List.of())
                        .forEach(asked -> tally.wrong(asked.place(), "a model call is asked for blocked " + id));
            });
        }
        return tally.result();
    }

    private static void requireBlocked(Decision decision, List<ExecutionStep> steps, Tally tally) {
        boolean blocked = steps.stream()
                .map(ExecutionStep::end)
                .flatMap(Optional::stream)
                .anyMatch(end -> end.status() == ExecutionStatus.BLOCKED);
        tally.require(
                blocked && steps.size() == 1,
                decision.place(),
                "the block " + decision.decisionId() + " must have one execution event, an end as BLOCKED, and has "
                        + steps.size());
    }
}
