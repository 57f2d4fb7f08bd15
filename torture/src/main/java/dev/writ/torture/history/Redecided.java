package dev.writ.torture.history;

import java.util.List;

/**
 * What came of deciding everything again by the pure function.
 *
 * @param same how many records of decisions, on the decisions' topic and on the audit's, came out the same by their own
 *     evidence
 * @param differences what came out otherwise
 * @param unverifiable what could not be decided again, in words
 */
public record Redecided(long same, List<Difference> differences, List<String> unverifiable) {

    public Redecided {
        differences = List.copyOf(differences);
        unverifiable = List.copyOf(unverifiable);
    }

    /**
     * A field that came out otherwise.
     *
     * @param place where the record stands
     * @param id the decision, or an agent, a colon and a version
     * @param field the field's path
     * @param recorded the value in the log
     * @param again the value that comes out
     */
    public record Difference(String place, String id, String field, String recorded, String again) {}
}
