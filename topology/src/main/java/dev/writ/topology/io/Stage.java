package dev.writ.topology.io;

import dev.writ.schemas.Topic;
import java.util.Locale;

/** The parts that run as tasks of their own; each has its own sinks, since a shared sink would make them one. */
public enum Stage {
    /** Request to decision and what follows from it. */
    DECISION,
    /** Executions to their end. */
    TRACK,
    /** Agent commands to agent states. */
    REGISTRY,
    /** Changes of rules to the audit. */
    RECORD;

    /** The stage's sink of a topic. */
    public String sink(Topic<?> topic) {
        return name().toLowerCase(Locale.ROOT) + "-to-" + topic.name();
    }
}
