package dev.writ.worker.tool;

import dev.writ.worker.control.Stop;
import org.jspecify.annotations.Nullable;

/** Whether a tool call may go out. */
public sealed interface ToolVerdict {

    /**
     * It may.
     *
     * @param decisionId the check that allowed it
     */
    record Allowed(String decisionId) implements ToolVerdict {}

    /**
     * It may not.
     *
     * @param decisionId the check that blocked it; null if there was none
     * @param reason why, for a person
     */
    record Withheld(@Nullable String decisionId, String reason) implements ToolVerdict {}

    /** The execution was stopped before there was a verdict. */
    record Stopped(Stop cause) implements ToolVerdict {}
}
