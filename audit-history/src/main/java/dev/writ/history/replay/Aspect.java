package dev.writ.history.replay;

/** What people ask history for. */
public enum Aspect {
    /** Who acted, was changed, or was given to a session or workspace. */
    AGENT,
    /** The conversation. */
    SESSION,
    /** Where it happened. */
    WORKSPACE,
    /** The action's exact name. */
    ACTION,
    /** Who asked for it. */
    USER,
    /** What ran, or what it followed from. */
    EXECUTION
}
