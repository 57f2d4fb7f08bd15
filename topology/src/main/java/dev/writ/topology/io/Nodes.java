package dev.writ.topology.io;

import dev.writ.schemas.Topic;

/** The names of nodes and stores: stage, then what it works on. They are part of the state's format: never rename one. */
public final class Nodes {

    /** Decides requests. */
    public static final String DECIDE = "decide-request";

    /** Writes what follows from a decision. */
    public static final String CARRY_OUT = "carry-out-decision";

    /** Keeps session agents. */
    public static final String SESSIONS = "keep-session";

    /** Follows executions to their end. */
    public static final String TRACK = "track-execution";

    /** Applies commands to agents. */
    public static final String REGISTRY = "apply-agent-command";

    /** Store: session id to session agent; of the task. */
    public static final String SESSION_STORE = "sessions";

    /** Store: request ids that are decided; of the task. */
    public static final String DECIDED_STORE = "decided-request-ids";

    /** Store: agent and action to check; of the task. */
    public static final String CACHE_STORE = "decision-cache";

    /** Store: canvases that this task showed lately, while the global store may lack them; of the task, and not kept. */
    public static final String RECENT_CANVAS_STORE = "recent-canvases";

    /** Store: execution id to its start, while it runs; of the task. */
    public static final String RUNNING_STORE = "running-executions";

    /** Store: agent id to state; of the task that owns the agent. */
    public static final String REGISTRY_STORE = "agent-registry";

    /** Store: command ids that are applied; of the task. */
    public static final String APPLIED_STORE = "applied-command-ids";

    private Nodes() {}

    /** The source of a topic. */
    public static String source(Topic<?> topic) {
        return topic.name() + "-source";
    }

    /** The reader of a request topic. */
    public static String reader(Topic<?> topic) {
        return topic.name() + "-read";
    }

    /** The keeper of a topic's global store. */
    public static String keeper(Topic<?> topic) {
        return topic.name() + "-keep";
    }

    /** The global store of a topic. */
    public static String globalStore(Topic<?> topic) {
        return topic.name() + "-global";
    }
}
