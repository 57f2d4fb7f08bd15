package dev.writ.torture.check;

import dev.writ.torture.history.History;
import dev.writ.torture.history.Redecided;

/**
 * Decides nothing itself: what {@code writ audit reproduce} does was done on the log, and is judged here. It decides what stands on
 * the decisions' topic, and what the audit tells of it; as many as there are of both have to come out the same, or else it has to
 * say which did not.
 */
final class EnforcedIsReproduced implements Check {

    private static final String LOG = "the log";

    @Override
    public String claim() {
        return "every decision equals the pure function's answer";
    }

    @Override
    public Result of(History history) {
        Tally tally = new Tally();
        Redecided redecided = history.aftermath().redecided();
        tally.examine(redecided.same());
        for (Redecided.Difference difference : redecided.differences()) {
            tally.examine();
            tally.wrong(
                    difference.place(),
                    difference.id() + " has " + difference.field() + " " + difference.recorded()
                            + ", and decided again " + difference.again());
        }
        long decisions = history.log().decisions().size()
                + history.log().audit().stream()
                        .filter(entry -> entry.decisionId().isPresent())
                        .count();
        tally.require(
                redecided.same() >= decisions
                        || !redecided.differences().isEmpty()
                        || !redecided.unverifiable().isEmpty(),
                LOG,
                redecided.same() + " of " + decisions
                        + " decisions came out the same, and nothing is said of the others");
        redecided.unverifiable().forEach(what -> tally.wrong(LOG, "cannot be decided again: " + what));
        return tally.result();
    }
}
