package dev.writ.torture.check;

import dev.writ.torture.history.Completion;
import dev.writ.torture.history.Decision;
import dev.writ.torture.history.History;
import dev.writ.torture.history.ProviderCall;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The history holds committed records only. That the decision came first is told by the request's time, which the broker gives,
 * and the call's, which the provider gives, by the clock of one machine.
 */
final class CallsFollowDecisions implements Check {

    @Override
    public String claim() {
        return "every provider call names an allow decision that was committed before it";
    }

    @Override
    public Result of(History history) {
        Tally tally = new Tally();
        Map<String, List<Decision>> decisions = Groups.by(
                decision -> decision.executionId().orElse(""), history.log().decisions());
        Map<String, List<Completion>> completions =
                Groups.by(Completion::executionId, history.log().completions());
        for (ProviderCall call : history.calls()) {
            tally.examine();
            String id = call.executionId();
            Optional<Decision> decision =
                    decisions.getOrDefault(id, List.of()).stream().findFirst();
            if (call.attempt() == 0 || decision.isEmpty()) {
                tally.wrong(call.place(), "the call named '" + call.requestId() + "' has no decision");
                continue;
            }
            tally.require(
                    decision.get().allows(),
                    call.place(),
                    "the call " + call.requestId() + " was made for a block, at "
                            + decision.get().place());
            tally.require(
                    !decision.get().decidedAt().isAfter(call.receivedAt()),
                    call.place(),
                    "the call " + call.requestId() + " came at " + call.receivedAt() + ", before its decision of "
                            + decision.get().decidedAt());
            tally.require(
                    completions.getOrDefault(id, List.of()).size() == 1,
                    call.place(),
                    "the call " + call.requestId() + " must have been asked for once, and was "
                            + completions.getOrDefault(id, List.of()).size() + " times");
        }
        return tally.result();
    }
}
