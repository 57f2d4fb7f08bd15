package dev.writ.schemas;

import dev.writ.schemas.Topic.Cleanup;
import dev.writ.schemas.event.ActionDecided;
import dev.writ.schemas.event.AgentCommand;
import dev.writ.schemas.event.AgentState;
import dev.writ.schemas.event.AuditCheckpoint;
import dev.writ.schemas.event.AuditRecorded;
import dev.writ.schemas.event.CanvasRequested;
import dev.writ.schemas.event.CanvasState;
import dev.writ.schemas.event.ChatRequested;
import dev.writ.schemas.event.CheckRequested;
import dev.writ.schemas.event.CompletionRequested;
import dev.writ.schemas.event.CompletionText;
import dev.writ.schemas.event.ControlState;
import dev.writ.schemas.event.DeadLettered;
import dev.writ.schemas.event.ExecutionControl;
import dev.writ.schemas.event.ExecutionEvent;
import dev.writ.schemas.event.FormSubmitted;
import dev.writ.schemas.event.ModelCatalogue;
import dev.writ.schemas.event.PolicyState;
import dev.writ.schemas.event.SessionState;
import dev.writ.schemas.event.TokenEvent;
import dev.writ.schemas.event.WorkspaceState;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** Every topic, in the order a request flows. The only place where a topic's name is spelled. */
public final class Topics {

    private static final int PARTITIONS = 6;
    private static final String BY_SESSION = "session id, else user id";
    private static final String BY_EXECUTION = "execution id";
    private static final String BY_AGENT = "agent id";
    private static final Duration WEEK = Duration.ofDays(7);
    /** The least time that the EU AI Act, article 26(6), asks deployers to keep logs: six months. */
    private static final Duration LONG = Duration.ofDays(183);

    /** Chat requests, by session id, else user id. */
    public static final Topic<ChatRequested> CHAT_REQUESTS =
            asked("writ.requests.chat", ChatRequested.class, BY_SESSION, WEEK);

    /** Canvas requests, by session id, else user id. */
    public static final Topic<CanvasRequested> CANVAS_REQUESTS =
            asked("writ.requests.canvas", CanvasRequested.class, BY_SESSION, WEEK);

    /** Form submissions, by session id, else user id. */
    public static final Topic<FormSubmitted> FORM_REQUESTS =
            asked("writ.requests.form", FormSubmitted.class, BY_SESSION, WEEK);

    /** Checks that decide without acting, by session id, else user id. */
    public static final Topic<CheckRequested> CHECK_REQUESTS =
            asked("writ.requests.check", CheckRequested.class, BY_SESSION, WEEK);

    /** One decision for each request, by the request's key. */
    public static final Topic<ActionDecided> DECISIONS =
            deleted("writ.decisions", ActionDecided.class, "as the request", LONG);

    /** Model calls to make, by execution id; the workers' queue. */
    public static final Topic<CompletionRequested> COMPLETIONS =
            deleted("writ.completions", CompletionRequested.class, BY_EXECUTION, WEEK);

    /** Token streams, by execution id. */
    public static final Topic<TokenEvent> TOKENS =
            deleted("writ.tokens", TokenEvent.class, BY_EXECUTION, Duration.ofHours(24));

    /** The answers as a whole, by execution id; readers that come after the stream has gone get these. */
    public static final Topic<CompletionText> TEXTS = deleted("writ.texts", CompletionText.class, BY_EXECUTION, WEEK);

    /** Starts and ends of executions, by execution id. */
    public static final Topic<ExecutionEvent> EXECUTIONS =
            deleted("writ.executions", ExecutionEvent.class, BY_EXECUTION, LONG);

    /** What is asked of running executions, by execution id. */
    public static final Topic<ExecutionControl> EXECUTION_CONTROLS =
            deleted("writ.execution.controls", ExecutionControl.class, BY_EXECUTION, WEEK);

    /** The audit trail, by execution id, else by the id of what changed. */
    public static final Topic<AuditRecorded> AUDIT =
            deleted("writ.audit", AuditRecorded.class, "execution id, else what changed", Topic.FOREVER);

    /** Signed checkpoints of the audit trail, by topic and partition of their log. */
    public static final Topic<AuditCheckpoint> AUDIT_CHECKPOINTS =
            deleted("writ.audit.checkpoints", AuditCheckpoint.class, "topic and partition of the log", LONG);

    /** Commands to the agent registry, by agent id. */
    public static final Topic<AgentCommand> AGENT_COMMANDS =
            asked("writ.agent.commands", AgentCommand.class, BY_AGENT, LONG);

    /** Agents, by agent id. */
    public static final Topic<AgentState> AGENTS = compacted("writ.agents", AgentState.class, BY_AGENT, PARTITIONS);

    /** The agents of sessions, by session id. */
    public static final Topic<SessionState> SESSIONS =
            compacted("writ.sessions", SessionState.class, "session id", PARTITIONS);

    /** The default agents of workspaces, by workspace id. */
    public static final Topic<WorkspaceState> WORKSPACES =
            compacted("writ.workspaces", WorkspaceState.class, "workspace id", 1);

    /** What each canvas shows, by canvas id. */
    public static final Topic<CanvasState> CANVASES =
            compacted("writ.canvases", CanvasState.class, "canvas id", PARTITIONS);

    /** Policies, by policy id. */
    public static final Topic<PolicyState> POLICIES = compacted("writ.policies", PolicyState.class, "policy id", 1);

    /** Flags, by their names. */
    public static final Topic<ControlState> CONTROLS =
            compacted("writ.controls", ControlState.class, "flag; of a stop, EMERGENCY_STOP:WORKSPACE_ID", 1);

    /** What the workers can run, by their group. */
    public static final Topic<ModelCatalogue> MODELS =
            compacted("writ.models", ModelCatalogue.class, "workers' group", 1);

    /** What could not be read or processed, by the source's key. */
    public static final Topic<DeadLettered> DEAD_LETTERS =
            deleted("writ.dead-letters", DeadLettered.class, "as the source", LONG);

    /** All of them. */
    public static final List<Topic<? extends SpecificRecord>> ALL = List.of(
            CHAT_REQUESTS,
            CANVAS_REQUESTS,
            FORM_REQUESTS,
            CHECK_REQUESTS,
            DECISIONS,
            COMPLETIONS,
            TOKENS,
            TEXTS,
            EXECUTIONS,
            EXECUTION_CONTROLS,
            AUDIT,
            AUDIT_CHECKPOINTS,
            AGENT_COMMANDS,
            AGENTS,
            SESSIONS,
            WORKSPACES,
            CANVASES,
            POLICIES,
            CONTROLS,
            MODELS,
            DEAD_LETTERS);

    /**
     * Topics that one task reads side by side, by the same key: each must have as many partitions as the others, or a
     * request is decided without its session.
     */
    public static final List<Topic<? extends SpecificRecord>> CO_PARTITIONED =
            List.of(CHAT_REQUESTS, CANVAS_REQUESTS, FORM_REQUESTS, CHECK_REQUESTS, SESSIONS);

    /** The names of topics, in their order. */
    public static List<String> names(Collection<? extends Topic<?>> topics) {
        return topics.stream().map(topic -> topic.name()).toList();
    }

    private Topics() {}

    private static <V extends SpecificRecord> Topic<V> deleted(
            String name, Class<V> type, String key, Duration retention) {
        return new Topic<>(name, type, key, PARTITIONS, Cleanup.DELETE, Topic.Time.PRODUCER, retention);
    }

    private static <V extends SpecificRecord> Topic<V> asked(
            String name, Class<V> type, String key, Duration retention) {
        return new Topic<>(name, type, key, PARTITIONS, Cleanup.DELETE, Topic.Time.BROKER, retention);
    }

    private static <V extends SpecificRecord> Topic<V> compacted(
            String name, Class<V> type, String key, int partitions) {
        return new Topic<>(name, type, key, partitions, Cleanup.COMPACT, Topic.Time.PRODUCER, Topic.FOREVER);
    }
}
