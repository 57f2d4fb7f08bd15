package dev.writ.torture.check;

import dev.writ.torture.history.FaultKind;
import dev.writ.torture.history.History;
import dev.writ.torture.history.Injection;
import java.util.Set;

/** A fault that nobody felt proves nothing, and fails the run; so does one that was planned and did not come. */
final class FaultsTakeEffect implements Check {

    @Override
    public String claim() {
        return "every kind of fault that was planned came, and each was seen to take effect, and to be over";
    }

    @Override
    public Result of(History history) {
        Tally tally = new Tally();
        Set<FaultKind> came = Groups.keys(Injection::kind, history.injections());
        for (FaultKind kind : history.plan().faults()) {
            tally.require(came.contains(kind), "the run", kind.word() + " was planned, and did not come");
        }
        for (Injection fault : history.injections()) {
            tally.examine();
            tally.require(fault.tookEffect(), fault.place(), "did not take effect: " + fault.evidence());
            tally.require(fault.healed(), fault.place(), "was not healed: " + fault.evidence());
        }
        return tally.result();
    }
}
