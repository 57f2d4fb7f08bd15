package dev.writ.topology.registry;

import dev.writ.schemas.Ids;
import dev.writ.schemas.event.AgentState;
import java.util.Map;
import java.util.Optional;

/** What an agent's descriptive members may hold: they are repeated in every decision, and updates add to them. */
final class AgentLimits {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_DESCRIPTION = 2_000;
    private static final int MOST_CONFIGURATION = 32_768;

    private AgentLimits() {}

    /** The first limit that the state breaks; empty if it keeps them all. */
    static Optional<String> problem(AgentState state) {
        if (state.getName().isBlank() || state.getName().length() > LONGEST_NAME) {
            return Optional.of("name must be 1 to " + LONGEST_NAME + " characters");
        }
        if (!Ids.isValid(state.getWorkspaceId())) {
            return Optional.of("workspace_id must be 1 to 128 letters, digits, dots, underscores, colons or hyphens");
        }
        if (state.getActor().length() > LONGEST_NAME
                || state.getCategory().orElse("").length() > LONGEST_NAME) {
            return Optional.of("actor and category must be " + LONGEST_NAME + " characters at most");
        }
        if (state.getDescription().orElse("").length() > LONGEST_DESCRIPTION) {
            return Optional.of("description must be " + LONGEST_DESCRIPTION + " characters at most");
        }
        if (size(state.getConfiguration()) > MOST_CONFIGURATION) {
            return Optional.of("configuration must be " + MOST_CONFIGURATION + " characters at most in all");
        }
        return Optional.empty();
    }

    private static int size(Map<String, String> configuration) {
        return configuration.entrySet().stream()
                .mapToInt(entry -> entry.getKey().length() + entry.getValue().length())
                .sum();
    }
}
