package dev.writ.history.whatif;

import dev.writ.policy.AgentStanding;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A recorded decision, as far as another policy wants to know it.
 *
 * @param idHigh the first half of its id
 * @param idLow the second half
 * @param time in milliseconds since the epoch
 * @param agent the agent's id
 * @param version the agent's version that was applied
 * @param standing what the agent had earned by then
 * @param action the action's exact name
 * @param passing what stood beside the rule
 * @param allowed whether it might run
 * @param work what ran; null if nothing did
 * @param acts whether something would run if it is allowed: not after a check
 */
record PastDecision(
        long idHigh,
        long idLow,
        long time,
        String agent,
        long version,
        AgentStanding standing,
        String action,
        Passing passing,
        boolean allowed,
        @Nullable Work work,
        boolean acts) {

    String id() {
        return new UUID(idHigh, idLow).toString();
    }
}
