package dev.writ.history.reproduce;

/** Why something cannot be checked: the log does not hold what it rests on, or not any more. */
public enum Unverifiable {
    /** The record itself cannot be read, or breaks a rule of its type. */
    RECORD_UNREADABLE,
    /** No policy of the version was recorded. */
    POLICY_NOT_IN_LOG,
    /** No state of the agent was recorded, or none as old as the version. */
    AGENT_NOT_IN_LOG,
    /** The session's agent was never recorded. */
    SESSION_NOT_IN_LOG,
    /** The workspace's default agent was never recorded. */
    WORKSPACE_NOT_IN_LOG,
    /** The flag was never recorded. */
    CONTROL_NOT_IN_LOG,
    /** The command behind a change of an agent is not there: they are kept for 183 days. */
    COMMAND_NOT_IN_LOG,
    /** The version before a change of an agent was not recorded. */
    EARLIER_VERSION_NOT_IN_LOG
}
