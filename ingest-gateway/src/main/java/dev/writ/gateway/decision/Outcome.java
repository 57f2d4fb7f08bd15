package dev.writ.gateway.decision;

import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.AgentState;
import dev.writ.schemas.event.DeadLettered;

/** What became of a request or command. */
public sealed interface Outcome {

    /** It was decided, one way or the other. */
    record Decided(ActionDecided decision) implements Outcome {}

    /** An agent was changed as it asked. */
    record Changed(AgentState agent) implements Outcome {}

    /** It was given up or refused. */
    record Refused(DeadLettered letter) implements Outcome {}
}
