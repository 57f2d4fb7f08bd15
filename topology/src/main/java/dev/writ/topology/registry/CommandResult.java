package dev.writ.topology.registry;

import dev.writ.schemas.event.AgentState;

/** What a command does to an agent. */
public sealed interface CommandResult {

    /**
     * The agent changes.
     *
     * @param state the new state, one version on
     */
    record Changed(AgentState state) implements CommandResult {}

    /** Nothing is to be done. */
    record Unchanged() implements CommandResult {}

    /**
     * The state forbids it.
     *
     * @param code a stable word
     * @param message a sentence for a person
     */
    record Refused(String code, String message) implements CommandResult {}
}
