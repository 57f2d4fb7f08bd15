package dev.writ.history.reproduce;

import dev.writ.history.fold.Place;

/**
 * One field in which deciding again gives something else than the log says.
 *
 * @param id the decision; or an agent, a colon and a version
 * @param place where the record stands
 * @param basis what it was decided again from
 * @param field the field's path, such as check.confidence; or what the decision rested on
 * @param recorded the value in the log
 * @param again the value that comes out
 */
public record Difference(String id, Place place, Basis basis, String field, String recorded, String again) {

    /** What something is decided again from. */
    public enum Basis {
        /** A decision, from what its own record says of agent, policy and control. */
        EVIDENCE,
        /** A decision, from the states that the rest of the log tells. */
        STATE,
        /** A change of an agent, from the version before and the command. */
        COMMAND
    }
}
