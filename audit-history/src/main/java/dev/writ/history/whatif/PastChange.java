package dev.writ.history.whatif;

import dev.writ.policy.AgentStanding;
import org.jspecify.annotations.Nullable;

/**
 * A recorded change of an agent.
 *
 * @param version the agent's version that came of it
 * @param time in milliseconds since the epoch
 * @param kind the word of the record, such as promoted
 * @param commandId the command behind it; empty behind the end of work
 * @param work what ended; null if nothing did
 * @param standing what the agent had earned after it
 */
record PastChange(
        long version,
        long time,
        String kind,
        String commandId,
        @Nullable Work work,
        AgentStanding standing) {}
