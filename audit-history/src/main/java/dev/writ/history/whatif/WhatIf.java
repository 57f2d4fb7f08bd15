package dev.writ.history.whatif;

import dev.writ.history.fold.Period;
import dev.writ.history.whatif.WhatIfReport.AgentPath;
import dev.writ.history.whatif.WhatIfReport.Cell;
import dev.writ.history.whatif.WhatIfReport.Changed;
import dev.writ.history.whatif.WhatIfReport.Counts;
import dev.writ.policy.Policy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Decides the past again as if another policy had been published at the beginning of a period: per request, with every agent as
 * recorded; and stateful, with what agents earn folded again. Decisions and changes of an agent are ordered by its versions, so
 * no clock decides what a decision saw. For one thread.
 */
public final class WhatIf {

    private final Past past;
    private final Policy policy;
    private final Period period;
    private final int mostListed;
    private final Verdicts verdicts;
    private final List<Cell> cells = new ArrayList<>();
    private final List<AgentPath> agents = new ArrayList<>();
    private final List<Changed> changed = new ArrayList<>();
    private long decided;

    private WhatIf(Past past, Policy policy, Period period, int mostListed) {
        this.past = past;
        this.policy = policy;
        this.period = period;
        this.mostListed = mostListed;
        this.verdicts = new Verdicts(policy);
    }

    /**
     * Asks.
     *
     * @param past not used again: the answer marks it
     * @param policy the other one
     * @param period in which it is assumed to hold
     * @param mostListed how many of the decisions that come out otherwise are listed, 0 or more
     */
    public static WhatIfReport of(Past past, Policy policy, Period period, int mostListed) {
        return new WhatIf(past, policy, period, mostListed).ask();
    }

    private WhatIfReport ask() {
        past.agents().forEach(this::ask);
        return new WhatIfReport(decided, cells, agents, changed, past.unreadable());
    }

    private void ask(String agent) {
        List<PastDecision> decisions = new ArrayList<>(past.decisions(agent));
        decisions.sort(Comparator.comparingLong(PastDecision::version).thenComparingLong(PastDecision::time));
        List<PastChange> changes = new ArrayList<>(past.changes(agent));
        changes.sort(Comparator.comparingLong(PastChange::version));
        AgentFold fold = new AgentFold(past, policy, agent);
        Map<String, Cell> byAction = new HashMap<>();
        int next = 0;
        for (PastDecision decision : decisions) {
            while (next < changes.size() && changes.get(next).version() <= decision.version()) {
                apply(fold, changes.get(next++));
            }
            if (period.has(Instant.ofEpochMilli(decision.time()))) {
                byAction.merge(decision.action(), ask(fold, decision), Cell::plus);
            }
        }
        while (next < changes.size()) {
            apply(fold, changes.get(next++));
        }
        cells.addAll(new TreeMap<>(byAction).values());
        AgentPath path = fold.path();
        if (path.isOther()) {
            agents.add(path);
        }
    }

    private void apply(AgentFold fold, PastChange change) {
        Instant time = Instant.ofEpochMilli(change.time());
        if (time.isBefore(period.from())) {
            fold.before(change);
        } else if (period.has(time)) {
            fold.change(change);
        }
    }

    private Cell ask(AgentFold fold, PastDecision decision) {
        boolean was = decision.allowed();
        boolean perRequest = verdicts.allows(decision.action(), decision.standing(), decision.passing());
        boolean stateful = verdicts.allows(decision.action(), fold.standingFor(decision), decision.passing());
        decided++;
        if (perRequest != stateful) {
            fold.cascaded();
        }
        if (!stateful && decision.work() != null) {
            decision.work().blockNow();
        }
        if (!was && stateful && decision.acts()) {
            fold.unobserved();
        }
        if ((was != perRequest || was != stateful) && changed.size() < mostListed) {
            changed.add(new Changed(
                    decision.id(),
                    Instant.ofEpochMilli(decision.time()),
                    decision.agent(),
                    decision.action(),
                    was,
                    perRequest,
                    stateful));
        }
        return new Cell(
                decision.agent(),
                decision.action(),
                Counts.of(was, perRequest),
                Counts.of(was, stateful),
                perRequest == stateful ? 0 : 1);
    }
}
