package dev.writ.policy;

/**
 * What the rules know of an agent.
 *
 * @param id the agent
 * @param name a name for people
 * @param workspaceId the workspace that may use it
 * @param standing what it has earned
 * @param version the version of its state, 1 or more
 */
public record Agent(String id, String name, String workspaceId, AgentStanding standing, long version) {

    /** The agent that serves whoever names none. */
    public static final String SYSTEM_DEFAULT_ID = "chat-assistant";

    /** Its name. */
    public static final String SYSTEM_DEFAULT_NAME = "Chat Assistant";
}
