package dev.writ.policy;

import dev.writ.schemas.event.Maturity;

/**
 * What the rules know of an agent.
 *
 * @param id the agent
 * @param name a name for people
 * @param workspaceId the workspace that may use it
 * @param standing what it has earned
 * @param version the version of its state, 1 or more; 0 for the stand-in
 */
public record Agent(String id, String name, String workspaceId, AgentStanding standing, long version) {

    /** The agent that serves whoever names none. */
    public static final String SYSTEM_DEFAULT_ID = "chat-assistant";

    /** Its name. */
    public static final String SYSTEM_DEFAULT_NAME = "Chat Assistant";

    /** Decides in place of the system default agent while not even that is there. */
    public static final Agent STAND_IN = new Agent(
            SYSTEM_DEFAULT_ID, SYSTEM_DEFAULT_NAME, "default", new AgentStanding(Maturity.STUDENT, false, false, 0), 0);
}
