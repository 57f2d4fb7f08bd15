package dev.writ.history.whatif;

import dev.writ.policy.AgentStanding;
import dev.writ.schemas.event.Maturity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What another policy would have made of history.
 *
 * @param decisions how many were decided again
 * @param cells by agent and action, in their order
 * @param agents those whose standing would have been another, or whose work would have changed
 * @param changed the first decisions that come out otherwise
 * @param unreadable records that could not be read
 */
public record WhatIfReport(
        long decisions, List<Cell> cells, List<AgentPath> agents, List<Changed> changed, long unreadable) {

    public WhatIfReport {
        cells = List.copyOf(cells);
        agents = List.copyOf(agents);
        changed = List.copyOf(changed);
    }

    /**
     * How decisions come out.
     *
     * @param newlyBlocked allowed as recorded, and blocked now
     * @param newlyAllowed blocked as recorded, and allowed now
     * @param unchanged the others
     */
    public record Counts(long newlyBlocked, long newlyAllowed, long unchanged) {

        static final Counts NONE = new Counts(0, 0, 0);

        static Counts of(boolean was, boolean is) {
            return was == is ? new Counts(0, 0, 1) : is ? new Counts(0, 1, 0) : new Counts(1, 0, 0);
        }

        Counts plus(Counts other) {
            return new Counts(
                    newlyBlocked + other.newlyBlocked, newlyAllowed + other.newlyAllowed, unchanged + other.unchanged);
        }
    }

    /**
     * The decisions on one agent and one action.
     *
     * @param perRequest with every agent as it was recorded
     * @param stateful with confidence and maturity folded again under the policy
     * @param cascaded decisions that come out otherwise in the second way than in the first
     */
    public record Cell(String agent, String action, Counts perRequest, Counts stateful, long cascaded) {

        Cell plus(Cell other) {
            return new Cell(
                    agent,
                    action,
                    perRequest.plus(other.perRequest),
                    stateful.plus(other.stateful),
                    cascaded + other.cascaded);
        }
    }

    /**
     * One agent, folded again.
     *
     * @param recorded what it had earned at the end; empty if nothing changed it in the time
     * @param wouldBe what it would have
     * @param left ends of its work that do not count, since the work is newly blocked
     * @param unobserved newly allowed work, whose ends nobody knows and which count for nothing
     * @param asRecorded changes whose cause is not in the log, and that move confidence as recorded
     * @param spans while it would have had another maturity
     */
    public record AgentPath(
            String agent,
            Optional<AgentStanding> recorded,
            Optional<AgentStanding> wouldBe,
            long left,
            long unobserved,
            long asRecorded,
            List<Span> spans) {

        public AgentPath {
            spans = List.copyOf(spans);
        }

        /** Whether the policy makes any difference to it. */
        public boolean isOther() {
            return !recorded.equals(wouldBe) || left > 0 || unobserved > 0 || !spans.isEmpty();
        }
    }

    /**
     * While an agent would have had another maturity.
     *
     * @param from since when
     * @param until empty if it still would have
     * @param recorded the maturity that it had
     * @param wouldBe the one that it would have had
     * @param cascaded decisions of the time that come out otherwise only because of that
     */
    public record Span(Instant from, Optional<Instant> until, Maturity recorded, Maturity wouldBe, long cascaded) {}

    /**
     * A decision that comes out otherwise.
     *
     * @param allowed as recorded
     * @param perRequest whether it would be allowed with the agent as recorded
     * @param stateful whether it would be allowed with the agent folded again
     */
    public record Changed(
            String decisionId,
            Instant at,
            String agent,
            String action,
            boolean allowed,
            boolean perRequest,
            boolean stateful) {}

    /** All cells in one, per request. */
    public Counts perRequest() {
        return cells.stream().map(Cell::perRequest).reduce(Counts.NONE, Counts::plus);
    }

    /** All cells in one, stateful. */
    public Counts stateful() {
        return cells.stream().map(Cell::stateful).reduce(Counts.NONE, Counts::plus);
    }

    /** Decisions that differ only because an agent's standing does. */
    public long cascaded() {
        return cells.stream().mapToLong(Cell::cascaded).sum();
    }
}
