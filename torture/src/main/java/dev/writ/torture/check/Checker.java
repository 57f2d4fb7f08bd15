package dev.writ.torture.check;

import dev.writ.torture.history.History;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All invariants. */
public final class Checker {

    /** In the order in which a request flows; the last three are about the run itself. */
    public static final List<Check> ALL = List.of(
            new RequestsAreDecidedOnce(),
            new AllowedRunsOnce(),
            new BlockedRunsNothing(),
            new CallsFollowDecisions(),
            new AttemptsCallOnce(),
            new StreamsAreWhole(),
            new StreamsEqualTheProvider(),
            new AuditEqualsTables(),
            new TablesFollowFromLog(),
            new TransactionsEnd(),
            new EnforcedIsReproduced(),
            new OtherModesOnlyInFaults(),
            new CheckpointsVerify(),
            new SettlesInTime(),
            new FaultsTakeEffect(),
            new ControlsShowInDecisions(),
            new RunsHaveSubstance());

    private Checker() {}

    /** What comes of each, in their order. */
    public static Map<Check, Result> check(History history) {
        Map<Check, Result> results = new LinkedHashMap<>();
        ALL.forEach(check -> results.put(check, check.of(history)));
        return results;
    }
}
