package dev.writ.policy;

import dev.writ.schemas.event.ExecutionStatus;
import java.util.Set;

/** What the end of an execution says about its agent. */
public enum Outcome {
    /** The work was done. */
    SUCCESS,
    /** The work failed or its answer was cut short. */
    FAILURE,
    /** Nothing was learnt: cancelled, blocked, or the request itself was at fault. */
    NEUTRAL;

    /** Failures of the request, not of the agent: the form or the canvas that the user named. */
    public static final Set<String> REQUEST_ERRORS = Set.of("form_invalid", "canvas_unknown");

    /**
     * Reads the end of an execution.
     *
     * @param errorCode the failure's stable word, or an empty text
     */
    public static Outcome of(ExecutionStatus status, String errorCode) {
        return switch (status) {
            case COMPLETED -> SUCCESS;
            case FAILED -> REQUEST_ERRORS.contains(errorCode) ? NEUTRAL : FAILURE;
            case CANCELLED, BLOCKED -> NEUTRAL;
        };
    }
}
