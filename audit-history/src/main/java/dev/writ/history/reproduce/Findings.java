package dev.writ.history.reproduce;

import dev.writ.history.fold.Place;
import dev.writ.history.reproduce.Difference.Basis;
import dev.writ.history.reproduce.FieldComparison.Unequal;
import dev.writ.history.reproduce.Reproduced.Missing;
import dev.writ.history.reproduce.Reproduced.Tally;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts what is found out, and lists the first of what is wrong. */
final class Findings {

    private static final int MOST_LISTED = 1_000;

    private final Map<Basis, Tally> tallies = new EnumMap<>(Basis.class);
    private final List<Difference> differences = new ArrayList<>();
    private final Map<Unverifiable, Missing> missing = new EnumMap<>(Unverifiable.class);

    /**
     * One thing was decided again.
     *
     * @param unequal the fields that differ; none if it was reproduced
     */
    void compared(Basis basis, String id, Place place, List<Unequal> unequal) {
        if (unequal.isEmpty()) {
            count(basis, new Tally(1, 0, 0));
            return;
        }
        count(basis, new Tally(0, 1, 0));
        for (Unequal field : unequal) {
            if (differences.size() < MOST_LISTED) {
                differences.add(new Difference(id, place, basis, field.field(), field.recorded(), field.again()));
            }
        }
    }

    /** One thing cannot be decided again. */
    void unverifiable(Basis basis, String id, Place place, Unverifiable why) {
        count(basis, new Tally(0, 0, 1));
        missing.merge(
                why,
                new Missing(1, id, place),
                (known, _) -> new Missing(known.count() + 1, known.firstId(), known.firstPlace()));
    }

    Reproduced report() {
        return new Reproduced(tallies, differences, missing);
    }

    private void count(Basis basis, Tally one) {
        tallies.merge(basis, one, Tally::plus);
    }
}
