package dev.writ.torture.check;

import dev.writ.torture.history.History;
import dev.writ.torture.history.ProviderCall;
import java.util.List;

/** A call that the provider turned away before any text is repeated within its attempt, one after another; no other is. */
final class AttemptsCallOnce implements Check {

    @Override
    public String claim() {
        return "every attempt is at most one provider call, besides those that were turned away before any text";
    }

    @Override
    public Result of(History history) {
        Tally tally = new Tally();
        Groups.by(ProviderCall::requestId, history.calls()).forEach((id, calls) -> {
            tally.examine();
            List<ProviderCall> taken =
                    calls.stream().filter(call -> !call.wasRefused()).toList();
            tally.require(
                    taken.size() <= 1,
                    calls.getLast().place(),
                    "attempt " + id + " called " + taken.size() + " times, first at "
                            + calls.getFirst().place());
            requireOneAfterAnother(calls, tally);
        });
        return tally.result();
    }

    private static void requireOneAfterAnother(List<ProviderCall> calls, Tally tally) {
        for (int i = 1; i < calls.size(); i++) {
            ProviderCall call = calls.get(i);
            ProviderCall before = calls.get(i - 1);
            tally.require(
                    before.last()
                            .filter(end -> end.nanos() - call.receivedNanos() <= 0)
                            .isPresent(),
                    call.place(),
                    "attempt " + call.requestId() + " called again before the end of the call at " + before.place());
        }
    }
}
