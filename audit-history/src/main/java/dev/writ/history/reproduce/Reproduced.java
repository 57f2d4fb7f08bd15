package dev.writ.history.reproduce;

import dev.writ.history.fold.Place;
import dev.writ.history.reproduce.Difference.Basis;
import java.util.List;
import java.util.Map;

/**
 * What came of deciding again.
 *
 * @param tallies by what was decided again from
 * @param differences the first 1,000, by field
 * @param unverifiable what the log does not hold
 */
public record Reproduced(
        Map<Basis, Tally> tallies, List<Difference> differences, Map<Unverifiable, Missing> unverifiable) {

    private static final Tally NONE = new Tally(0, 0, 0);

    public Reproduced {
        tallies = Map.copyOf(tallies);
        differences = List.copyOf(differences);
        unverifiable = Map.copyOf(unverifiable);
    }

    /**
     * How many records came out.
     *
     * @param same the same byte for byte
     * @param different in one field or more
     * @param unverifiable neither: the log does not hold what they rest on
     */
    public record Tally(long same, long different, long unverifiable) {

        Tally plus(Tally other) {
            return new Tally(same + other.same, different + other.different, unverifiable + other.unverifiable);
        }
    }

    /**
     * Records that cannot be checked for one reason.
     *
     * @param count 1 or more
     * @param firstId the first one: a decision, an agent's version, or a place
     * @param firstPlace where that stands
     */
    public record Missing(long count, String firstId, Place firstPlace) {}

    /** The counts of one basis. */
    public Tally tally(Basis basis) {
        return tallies.getOrDefault(basis, NONE);
    }

    /** Whether something came out otherwise. */
    public boolean hasDifferences() {
        return tallies.values().stream().anyMatch(tally -> tally.different() > 0);
    }

    /** Whether everything could be decided again. */
    public boolean isComplete() {
        return unverifiable.isEmpty();
    }
}
