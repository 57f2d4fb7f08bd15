package dev.writ.torture.check;

import dev.writ.torture.history.Completion;
import dev.writ.torture.history.Decision;
import dev.writ.torture.history.History;
import dev.writ.torture.history.Injection;
import dev.writ.torture.history.ProviderCall;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A decision and the model call that it allows are one transaction. When that was committed is told by the brokers, and when the call
 * came by the provider; all of them go by the clock of one machine. Each partition has a marker of its own of the transaction's end. Workers
 * wait for that of the model call; that of the decision may come a little later, and much later where a broker is away.
 */
final class CallsFollowDecisions implements Check {

    /** Of the brokers' times. */
    private static final Duration GRANULARITY = Duration.ofMillis(1);

    /** The most that the markers of one transaction are apart while no broker is away. */
    private static final Duration BETWEEN_MARKERS = Duration.ofSeconds(2);

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
            List<Completion> asked = completions.getOrDefault(id, List.of());
            tally.require(
                    asked.size() == 1,
                    call.place(),
                    "the call " + call.requestId() + " must have been asked for once, and was " + asked.size()
                            + " times");
            asked.forEach(completion -> requireSame(completion, decision.get(), call, tally));
            asked.forEach(completion -> requireCommitted(completion, call, tally));
            requireCommitted(decision.get(), call, history.injections(), tally);
        }
        return tally.result();
    }

    private static void requireSame(Completion asked, Decision decision, ProviderCall call, Tally tally) {
        tally.require(
                asked.decisionId().equals(decision.decisionId()),
                call.place(),
                "the call " + call.requestId() + " was asked for by decision " + asked.decisionId() + " at "
                        + asked.place() + ", and decided by " + decision.decisionId() + " at " + decision.place());
    }

    private static void requireCommitted(Decision decision, ProviderCall call, List<Injection> faults, Tally tally) {
        Optional<Instant> committed = decision.committedAt();
        if (committed.isEmpty()) {
            tally.wrong(call.place(), "no broker tells when decision " + decision.decisionId() + " was committed");
            return;
        }
        Instant called = call.receivedAt();
        Instant marked = committed.get();
        tally.require(
                !marked.isAfter(called.plus(BETWEEN_MARKERS)) || Disturbances.disturbed(faults, called, marked),
                call.place(),
                "the call " + call.requestId() + " came at " + called + ", and decision " + decision.decisionId()
                        + " was committed at " + marked);
    }

    private static void requireCommitted(Completion asked, ProviderCall call, Tally tally) {
        Optional<Instant> committed = asked.committedAt();
        tally.require(
                committed
                        .filter(at -> !at.isAfter(call.receivedAt().plus(GRANULARITY)))
                        .isPresent(),
                call.place(),
                "the call " + call.requestId() + " came at " + call.receivedAt()
                        + committed
                                .map(at -> ", before its decision was committed at " + at)
                                .orElse(", and no broker tells when its decision was committed"));
    }
}
