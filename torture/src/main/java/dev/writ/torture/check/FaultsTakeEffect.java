package dev.writ.torture.check;

import dev.writ.torture.history.History;
import dev.writ.torture.history.Injection;

/** A fault that nobody felt proves nothing, and fails the run; so does a run in which none came. */
final class FaultsTakeEffect implements Check {

    @Override
    public String claim() {
        return "every injected fault was seen to take effect, and to be over";
    }

    @Override
    public Result of(History history) {
        Tally tally = new Tally();
        int planned = history.plan().faults();
        tally.require(
                planned == 0 || !history.injections().isEmpty(),
                "the run",
                planned + " faults were planned, and none was injected");
        for (Injection fault : history.injections()) {
            tally.examine();
            tally.require(fault.tookEffect(), fault.place(), "did not take effect: " + fault.evidence());
            tally.require(fault.healed(), fault.place(), "was not healed: " + fault.evidence());
        }
        return tally.result();
    }
}
